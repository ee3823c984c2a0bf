package dag_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/sluicehq/sluice/dag"
)

// author writes random programs that compile.
type author struct {
	random *rand.Rand
	nodes  int
	labels []string // in the order of their definitions
	calls  map[string]int
}

func (a *author) chance(percent int) bool { return a.random.IntN(100) < percent }

// write returns the bodies of a program by label; the main program's is "".
func (a *author) write() map[string][]line {
	a.calls = map[string]int{}
	for i := range a.random.IntN(5) {
		a.labels = append(a.labels, fmt.Sprintf("L%d", i))
	}
	bodies := map[string][]line{"": a.body(3, a.labels, true)}
	for i, label := range a.labels {
		bodies[label] = a.body(2, a.labels[i+1:], true)
	}
	return bodies
}

// body returns lines all of whose paths return, or one of whose paths at least
// goes on behind the last line. It may call the given labels.
func (a *author) body(depth int, labels []string, returns bool) []line {
	var lines []line
	for range a.random.IntN(4) {
		if depth > 0 && a.chance(35) {
			lines = append(lines, a.choice(depth-1, labels, false))
		} else {
			lines = append(lines, a.node(labels, false))
		}
	}
	if !returns {
		return lines
	}
	if depth > 0 && a.chance(30) {
		return append(lines, a.choice(depth-1, labels, true))
	}
	return append(lines, line{word: "return", value: a.chance(60)})
}

// choice returns an if; a path through it goes on, unless it returns.
func (a *author) choice(depth int, labels []string, returns bool) line {
	l := line{word: "if"}
	for range 1 + a.random.IntN(3) {
		condition := a.node(labels, true)
		l.arms = append(l.arms, arm{
			condition: &condition,
			not:       a.chance(40),
			body:      a.body(depth, labels, returns || a.chance(30)),
		})
	}
	if returns || a.chance(50) {
		l.arms = append(l.arms, arm{body: a.body(depth, labels, returns)})
	}
	return l
}

func (a *author) node(labels []string, decides bool) line {
	if len(labels) > 0 && a.chance(25) {
		return a.call(labels[a.random.IntN(len(labels))])
	}
	words := []string{"branch", "branchRule", "rule", "set"}
	if decides {
		words = words[:2]
	}
	a.nodes++
	return line{word: words[a.random.IntN(len(words))], node: fmt.Sprintf("n%d", a.nodes)}
}

func (a *author) call(label string) line {
	a.calls[label]++
	return line{word: "call", label: label, node: fmt.Sprintf("%s, call %d", label, a.calls[label])}
}

// compiled turns a random program into one of the package.
func (a *author) compiled(bodies map[string][]line) (*dag.Program[token], error) {
	b := dag.New[token]("random")
	statements := translate(b, bodies[""])
	for _, label := range a.labels {
		statements = append(statements, b.Def(label, translate(b, bodies[label])...))
	}
	return b.Compile(statements...)
}

func translate(b *dag.Builder[token], lines []line) []dag.Statement[token] {
	var statements []dag.Statement[token]
	for _, l := range lines {
		switch l.word {
		case "rule":
			statements = append(statements, b.Rule(l.node, func(_ context.Context, t *token) error {
				_, err := act(l, t)
				return err
			}))
		case "set":
			statements = append(statements, b.Set(l.node, func(_ context.Context, tokens []*token) error {
				return actOnAll(l, tokens)
			}))
		case "return":
			if l.value {
				statements = append(statements, b.ReturnTrue())
			} else {
				statements = append(statements, b.ReturnFalse())
			}
		case "if":
			statements = append(statements, translateArms(b, l.arms)...)
		default:
			statements = append(statements, translateCondition(b, l))
		}
	}
	return statements
}

func translateArms(b *dag.Builder[token], arms []arm) []dag.Statement[token] {
	var statements []dag.Statement[token]
	for i, a := range arms {
		body := translate(b, a.body)
		if a.condition == nil {
			statements = append(statements, b.Else(body...))
			continue
		}
		word := b.If
		switch {
		case i == 0 && a.not:
			word = b.IfNot
		case i > 0 && a.not:
			word = b.ElseIfNot
		case i > 0:
			word = b.ElseIf
		}
		statements = append(statements, word(translateCondition(b, *a.condition), body...))
	}
	return append(statements, b.End())
}

func translateCondition(b *dag.Builder[token], l line) dag.Condition[token] {
	ask := func(_ context.Context, t *token) (bool, error) { return act(l, t) }
	switch l.word {
	case "call":
		return b.Call(l.label).As(l.node)
	case "branch":
		return b.Branch(l.node, ask)
	default:
		return b.BranchRule(l.node, ask)
	}
}

// act does to a token what judge says.
func act(l line, t *token) (bool, error) {
	v := judge(l.node, *t)
	switch v.fault {
	case dag.ReasonError:
		return false, errBad
	case dag.ReasonPanic:
		if l.word == "set" {
			return false, &dag.PanicError{Value: l.node}
		}
		panic(l.node)
	case "undecidable":
		return false, dag.Undecidable(v.fault, nil)
	}
	if l.word != "branch" {
		t.state = v.state
	}
	return v.yes, nil
}

func actOnAll(l line, tokens []*token) error {
	var failed dag.ItemErrors
	for i, t := range tokens {
		if i > 0 && tokens[i-1].id >= t.id {
			return errors.New("the items are out of order")
		}
		if _, err := act(l, t); err != nil {
			failed.Add(i, err)
		}
	}
	return failed.Err()
}
