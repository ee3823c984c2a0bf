package dag

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// compiler builds a program and collects the problems on the way.
type compiler[T any] struct {
	program  *Program[T]
	labels   map[string]int // position of the subprogram with the label
	names    map[string]bool
	problems []error

	// The subprogram being compiled.
	sub   *subprogram[T]
	index int
	depth int
}

// exit is an open end of a path: where target says where its items go next.
type exit struct {
	target *target
	from   string // what the path comes from, in words
	dead   bool   // put in place of a path after a problem, so that there is only one report of it
}

func deadExit() []exit { return []exit{{target: new(target), dead: true}} }

func (c *compiler[T]) compile(statements []Statement[T]) {
	sections := c.sections(statements)
	for i, s := range sections {
		if _, defined := c.labels[s.label]; defined {
			c.report(fmt.Sprintf("def %q", s.label), ErrDuplicateLabel, "")
		} else if i > 0 {
			c.labels[s.label] = i
		}
	}
	for i, s := range sections {
		open := c.section(s, i)
		if origin, alive := firstAlive(open); alive {
			rule, detail := ErrNoReturn, ""
			if i+1 < len(sections) {
				rule, detail = ErrFallsIntoDefinition, fmt.Sprintf("def %q", sections[i+1].label)
			}
			c.report(origin, rule, detail)
		}
	}
}

// sections cuts the statements into the main program and the definitions.
func (c *compiler[T]) sections(statements []Statement[T]) []statement[T] {
	sections := []statement[T]{{word: wordDef}} // the main program
	c.sub = &subprogram[T]{}
	for _, s := range statements {
		switch st := s.parsed(); {
		case st.word == wordDef:
			c.checkName("def", st.label)
			sections = append(sections, st)
		case len(sections) > 1:
			detail := fmt.Sprintf("it follows def %q", sections[len(sections)-1].label)
			c.report(describe(st), ErrUnreachable, detail)
		default:
			sections[0].body = append(sections[0].body, s)
		}
	}
	return sections
}

// section compiles a subprogram and returns its open ends.
func (c *compiler[T]) section(s statement[T], index int) []exit {
	c.index, c.depth = index, 1
	c.sub = &subprogram[T]{label: s.label}
	c.program.subprograms = append(c.program.subprograms, c.sub)
	origin := "the start"
	if index > 0 {
		c.program.lines = append(c.program.lines, line{text: "def " + s.label, node: noNode})
		origin = fmt.Sprintf("def %q", s.label)
	}
	return c.list(s.body, []exit{{target: &c.sub.entry, from: origin}})
}

// list compiles statements that follow one another and returns the open ends.
func (c *compiler[T]) list(body []Statement[T], open []exit) []exit {
	for len(body) > 0 {
		st := body[0].parsed()
		if len(open) == 0 {
			c.report(describe(st), ErrUnreachable, "every path before it has returned")
			open = deadExit()
		}
		switch st.word {
		case wordNode:
			yes, no := c.node(st, open)
			open = append(yes, no...)
		case wordReturn:
			c.line(describe(st), noNode)
			connect(open, returnTarget(st.value))
			open = nil
		case wordIf, wordIfNot:
			open, body = c.chain(body, open)
			continue
		case wordEnd:
			c.report(describe(st), ErrEndWithoutIf, "")
		case wordDef:
			c.report(describe(st), ErrNestedDefinition, "")
		default:
			c.report(describe(st), ErrElseWithoutIf, "")
			c.list(st.body, deadExit())
		}
		body = body[1:]
	}
	return open
}

// node adds the node of a statement behind the open ends and returns its own:
// that of the items it says yes to, and that of the others.
func (c *compiler[T]) node(st statement[T], open []exit) (yes, no []exit) {
	n := st.node
	n.id = len(c.program.nodes)
	if n.kind == KindCall {
		c.resolve(&n)
	}
	c.checkNode(&n)
	c.line(sentence(st, &n), n.id)
	c.program.nodes = append(c.program.nodes, &n)
	c.sub.nodes = append(c.sub.nodes, &n)
	connect(open, firstNode+target(len(c.sub.nodes)-1))

	from := fmt.Sprintf("%v %q", n.kind, n.name)
	yes = []exit{{target: &n.onSuccess, from: from}}
	if n.kind.decides() {
		no = []exit{{target: &n.onFailure, from: from}}
	}
	return yes, no
}

// resolve finds the subprogram of a call and names the call.
func (c *compiler[T]) resolve(call *node[T]) {
	who := fmt.Sprintf("call %q", call.label)
	callee, defined := c.labels[call.label]
	switch {
	case !defined:
		c.report(who, ErrUndefinedLabel, "")
	case callee <= c.index:
		c.report(who, ErrBackwardReference, "")
	}
	call.callee = callee
	if call.name != "" {
		return
	}
	call.name = "call " + call.label
	for i := 2; c.names[call.name]; i++ {
		call.name = fmt.Sprintf("call %s (%d)", call.label, i)
	}
}

func (c *compiler[T]) checkNode(n *node[T]) {
	who := fmt.Sprintf("%v %q", n.kind, n.name)
	c.checkName(n.kind.String(), n.name)
	if c.names[n.name] {
		c.report(who, ErrDuplicateName, "")
	}
	c.names[n.name] = true
	if n.do == nil && n.doAll == nil && n.bulk == nil && n.kind != KindCall {
		c.report(who, ErrNoFunction, "")
	}
}

func (c *compiler[T]) checkName(what, name string) {
	if name == "" || strings.TrimSpace(name) != name || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		c.report(fmt.Sprintf("%s %q", what, name), ErrName, "")
	}
}

func (c *compiler[T]) line(text string, node int) {
	c.program.lines = append(c.program.lines, line{depth: c.depth, text: text, node: node})
}

func (c *compiler[T]) report(who string, rule error, detail string) {
	e := &CompileError{Program: c.program.name, Node: who, Rule: rule, Detail: detail}
	if c.sub != nil {
		e.Subprogram = c.sub.label
	}
	c.problems = append(c.problems, e)
}

func (c *compiler[T]) err() error { return errors.Join(c.problems...) }

func connect(open []exit, to target) {
	for _, e := range open {
		*e.target = to
	}
}

func returnTarget(value bool) target {
	if value {
		return toTrue
	}
	return toFalse
}

func firstAlive(open []exit) (from string, alive bool) {
	for _, e := range open {
		if !e.dead {
			return e.from, true
		}
	}
	return "", false
}
