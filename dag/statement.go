package dag

import "context"

// Statement is one line of a program, with its body where it has one. Only a
// Builder makes statements.
type Statement[T any] interface {
	parsed() statement[T]
}

type statement[T any] struct {
	word  word
	node  node[T]        // of a node, or of the condition of an if
	label string         // of a definition
	value bool           // of a return
	body  []Statement[T] // of an if, else-if, else or definition
}

//nolint:unused // it makes the types Statements; the linter does not see through type parameters
func (s statement[T]) parsed() statement[T] { return s }

type word string

const (
	wordNode      word = ""
	wordIf        word = "if"
	wordIfNot     word = "if not"
	wordElseIf    word = "else if"
	wordElseIfNot word = "else if not"
	wordElse      word = "else"
	wordEnd       word = "end"
	wordDef       word = "def"
	wordReturn    word = "return"
)

// Action is a statement that works on items and has no yes or no outcome: a
// rule or a set-based node.
type Action[T any] struct{ statement[T] }

// Doc returns the action with a text for people, which is not part of the hash.
func (a Action[T]) Doc(text string) Action[T] {
	a.node.doc = text
	return a
}

// Condition is a statement with a yes or no outcome: a branch, a branch-rule or
// a call. In an If it decides; on its own it is counted, and the flow goes on in
// either case.
type Condition[T any] struct{ statement[T] }

// Doc returns the condition with a text for people, which is not part of the
// hash.
func (c Condition[T]) Doc(text string) Condition[T] {
	c.node.doc = text
	return c
}

// As returns the condition under another name. It is of use for a call, which
// is otherwise named after its label and, from the second one on, its number.
func (c Condition[T]) As(name string) Condition[T] {
	c.node.name = name
	return c
}

// Rule transforms an item. It succeeds unless it returns an error, which takes
// the item out of the flow.
func (b *Builder[T]) Rule(name string, rule func(context.Context, *T) error) Action[T] {
	n := node[T]{kind: KindRule, name: name}
	if rule != nil {
		n.do = func(ctx context.Context, item *T) (bool, error) { return true, rule(ctx, item) }
	}
	return Action[T]{statement[T]{node: n}}
}

// Set works on all items at once that reach it together: those of the chunk, in
// their order, or in a subprogram those that came by the same call. It must not
// keep the slice. It fails single items by returning ItemErrors; any other error,
// and a panic, fails the whole run.
func (b *Builder[T]) Set(name string, set func(context.Context, []*T) error) Action[T] {
	return Action[T]{statement[T]{node: node[T]{kind: KindSet, name: name, doAll: set}}}
}

// Bulk works on what an item stands for: rows of a database, say, that never
// become items of a program. The node's figures count these. An error, and a
// panic, fails the whole run.
func (b *Builder[T]) Bulk(name string, bulk func(context.Context, *T) (Bulk, error)) Action[T] {
	return Action[T]{statement[T]{node: node[T]{kind: KindBulk, name: name, bulk: bulk}}}
}

// Branch asks a question about an item and leaves the item as it is.
func (b *Builder[T]) Branch(name string, ask func(context.Context, *T) (bool, error)) Condition[T] {
	return Condition[T]{statement[T]{node: node[T]{kind: KindBranch, name: name, do: ask}}}
}

// BranchRule tries to transform an item and tells whether it did.
func (b *Builder[T]) BranchRule(name string, try func(context.Context, *T) (bool, error)) Condition[T] {
	return Condition[T]{statement[T]{node: node[T]{kind: KindBranchRule, name: name, do: try}}}
}

// Call sends an item through the subprogram with the given label, which must be
// defined further down. Its outcome is what the subprogram returned.
func (b *Builder[T]) Call(label string) Condition[T] {
	return Condition[T]{statement[T]{node: node[T]{kind: KindCall, label: label}}}
}

// ReturnTrue ends the subprogram, or the program, with success.
func (b *Builder[T]) ReturnTrue() Statement[T] {
	return statement[T]{word: wordReturn, value: true}
}

// ReturnFalse ends the subprogram, or the program, with failure.
func (b *Builder[T]) ReturnFalse() Statement[T] {
	return statement[T]{word: wordReturn}
}

// If runs its body for the items the condition says yes to. Any number of
// ElseIf and ElseIfNot, at most one Else, and then End must follow.
func (b *Builder[T]) If(condition Condition[T], body ...Statement[T]) Statement[T] {
	return statement[T]{word: wordIf, node: condition.node, body: body}
}

// IfNot is If for the items the condition says no to.
func (b *Builder[T]) IfNot(condition Condition[T], body ...Statement[T]) Statement[T] {
	return statement[T]{word: wordIfNot, node: condition.node, body: body}
}

// ElseIf continues an If: it asks its condition about the items left over.
func (b *Builder[T]) ElseIf(condition Condition[T], body ...Statement[T]) Statement[T] {
	return statement[T]{word: wordElseIf, node: condition.node, body: body}
}

// ElseIfNot is ElseIf for the items the condition says no to.
func (b *Builder[T]) ElseIfNot(condition Condition[T], body ...Statement[T]) Statement[T] {
	return statement[T]{word: wordElseIfNot, node: condition.node, body: body}
}

// Else runs its body for the items that no condition of the If has taken.
func (b *Builder[T]) Else(body ...Statement[T]) Statement[T] {
	return statement[T]{word: wordElse, body: body}
}

// End closes an If: all items whose path is still open go on from here.
func (b *Builder[T]) End() Statement[T] {
	return statement[T]{word: wordEnd}
}

// Def defines a subprogram. Definitions stand after the main program and after
// every call of them, so no program can call itself.
func (b *Builder[T]) Def(label string, body ...Statement[T]) Statement[T] {
	return statement[T]{word: wordDef, label: label, body: body}
}
