package dag_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/dag"
)

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	yes, no := p.ReturnTrue(), p.ReturnFalse()
	tests := map[string]struct {
		statements []statement
		rule       error
		names      string // what the message must blame
	}{
		"a label defined twice": {
			[]statement{yes, p.Def("a", yes), p.Def("a", no)}, dag.ErrDuplicateLabel, `def "a"`,
		},
		"a call of a label nobody defined": {
			[]statement{p.Call("a"), yes}, dag.ErrUndefinedLabel, `call "a"`,
		},
		"an undefined label as condition": {
			[]statement{p.If(p.Call("a")), p.End(), yes}, dag.ErrUndefinedLabel, `call "a"`,
		},
		"a call of an earlier definition": {
			[]statement{yes, p.Def("a", yes), p.Def("b", p.Call("a"), yes)},
			dag.ErrBackwardReference, `subprogram "b": call "a"`,
		},
		"recursion": {
			[]statement{yes, p.Def("a", p.Call("a"), yes)}, dag.ErrBackwardReference, `subprogram "a": call "a"`,
		},
		"recursion by way of another": {
			[]statement{yes, p.Def("a", p.Call("b"), yes), p.Def("b", p.Call("a"), yes)},
			dag.ErrBackwardReference, `subprogram "b": call "a"`,
		},
		"a main program that runs into a definition": {
			[]statement{plus("x", 1), p.Def("a", yes)}, dag.ErrFallsIntoDefinition, `rule "x"`,
		},
		"a definition that runs into the next": {
			[]statement{yes, p.Def("a", plus("x", 1)), p.Def("b", yes)},
			dag.ErrFallsIntoDefinition, `subprogram "a": rule "x"`,
		},
		"an empty definition before another": {
			[]statement{yes, p.Def("a"), p.Def("b", yes)}, dag.ErrFallsIntoDefinition, `def "a"`,
		},
		"a definition in a definition": {
			[]statement{yes, p.Def("a", p.Def("b", yes), yes)}, dag.ErrNestedDefinition, `def "b"`,
		},
		"a definition in an If": {
			[]statement{p.If(odd("o"), p.Def("b", yes)), p.End(), yes}, dag.ErrNestedDefinition, `def "b"`,
		},
		"no statement": {nil, dag.ErrNoReturn, "the start"},
		"a main program without return": {
			[]statement{plus("x", 1)}, dag.ErrNoReturn, `rule "x"`,
		},
		"a last definition without return": {
			[]statement{yes, p.Def("a", plus("x", 1))}, dag.ErrNoReturn, `subprogram "a": rule "x"`,
		},
		"an If that returns, and nothing after it": {
			[]statement{p.If(odd("o"), yes), p.End()}, dag.ErrNoReturn, `branch "o"`,
		},
		"an Else that does not return": {
			[]statement{p.If(odd("o"), yes), p.Else(plus("x", 1)), p.End()}, dag.ErrNoReturn, `rule "x"`,
		},
		"an If at the end of the program without End": {
			[]statement{p.If(odd("o"), yes)}, dag.ErrMissingEnd, `if branch "o"`,
		},
		"an If followed by another statement": {
			[]statement{p.If(odd("o"), yes), plus("x", 1), yes}, dag.ErrMissingEnd, `rule "x" follows`,
		},
		"an inner If without End": {
			[]statement{p.If(odd("o"), p.IfNot(odd("i"))), p.End(), yes}, dag.ErrMissingEnd, `if not branch "i"`,
		},
		"two Elses": {
			[]statement{p.If(odd("o")), p.Else(), p.Else(), p.End(), yes}, dag.ErrTwoElses, `if branch "o"`,
		},
		"an ElseIf after the Else": {
			[]statement{p.If(odd("o")), p.Else(), p.ElseIf(odd("i")), p.End(), yes},
			dag.ErrElseIfAfterElse, `else if branch "i"`,
		},
		"an ElseIfNot after the Else": {
			[]statement{p.If(odd("o")), p.Else(), p.ElseIfNot(odd("i")), p.End(), yes},
			dag.ErrElseIfAfterElse, `else if not branch "i"`,
		},
		"an Else without If": {
			[]statement{p.Else(plus("x", 1)), yes}, dag.ErrElseWithoutIf, "else",
		},
		"an ElseIf without If": {
			[]statement{p.ElseIf(odd("o")), yes}, dag.ErrElseWithoutIf, `else if branch "o"`,
		},
		"an End without If": {[]statement{p.End(), yes}, dag.ErrEndWithoutIf, "end"},
		"a second End": {
			[]statement{p.If(odd("o")), p.End(), p.End(), yes}, dag.ErrEndWithoutIf, "end",
		},
		"two nodes of one name": {
			[]statement{plus("x", 1), odd("x"), yes}, dag.ErrDuplicateName, `branch "x"`,
		},
		"two nodes of one name in different subprograms": {
			[]statement{plus("x", 1), yes, p.Def("a", plus("x", 1), yes)},
			dag.ErrDuplicateName, `subprogram "a": rule "x"`,
		},
		"two calls renamed to the same": {
			[]statement{p.Call("a").As("x"), p.Call("a").As("x"), yes, p.Def("a", yes)},
			dag.ErrDuplicateName, `call "x"`,
		},
		"a statement after a return": {
			[]statement{yes, plus("x", 1), no}, dag.ErrUnreachable, `rule "x"`,
		},
		"a statement after an If that always returns": {
			[]statement{p.If(odd("o"), yes), p.Else(no), p.End(), plus("x", 1), yes}, dag.ErrUnreachable, `rule "x"`,
		},
		"a statement of the main program after a definition": {
			[]statement{yes, p.Def("a", yes), plus("x", 1)}, dag.ErrUnreachable, `rule "x"`,
		},
		"a node without a name":     {[]statement{plus("", 1), yes}, dag.ErrName, `rule ""`},
		"a name of two lines":       {[]statement{plus("a\nb", 1), yes}, dag.ErrName, `rule "a\nb"`},
		"a label with spaces":       {[]statement{yes, p.Def(" a", yes)}, dag.ErrName, `def " a"`},
		"a rule without function":   {[]statement{p.Rule("x", nil), yes}, dag.ErrNoFunction, `rule "x"`},
		"a set without function":    {[]statement{p.Set("x", nil), yes}, dag.ErrNoFunction, `set "x"`},
		"a branch without function": {[]statement{p.Branch("x", nil), yes}, dag.ErrNoFunction, `branch "x"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program, err := p.Compile(test.statements...)
			if program != nil {
				t.Error("a program came back, too")
			}
			if !errors.Is(err, test.rule) {
				t.Fatalf("got %v, want %v", err, test.rule)
			}
			if !strings.Contains(err.Error(), test.names) {
				t.Errorf("the message does not name %s: %v", test.names, err)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("one mistake is reported more than once:\n%v", err)
			}
		})
	}
}

func TestCompileReportsEveryProblem(t *testing.T) {
	t.Parallel()
	_, err := p.Compile(
		p.If(odd("o"), plus("x", 1)),
		p.Else(p.Call("nowhere")),
		p.Else(),
		p.End(),
		p.ReturnTrue(),
		plus("x", 2),
		p.Def("a", p.Rule("y", nil)),
	)
	for _, rule := range []error{
		dag.ErrUndefinedLabel, dag.ErrTwoElses, dag.ErrUnreachable,
		dag.ErrDuplicateName, dag.ErrNoFunction, dag.ErrNoReturn,
	} {
		if !errors.Is(err, rule) {
			t.Errorf("missing: %v", rule)
		}
	}
	var compileError *dag.CompileError
	if !errors.As(err, &compileError) || compileError.Program != "numbers" {
		t.Errorf("got %#v", compileError)
	}
}

func TestConfigurationMustEncode(t *testing.T) {
	t.Parallel()
	b := dag.New[number]("numbers").Config(func() {})
	if _, err := b.Compile(b.ReturnTrue()); !errors.Is(err, dag.ErrConfig) {
		t.Errorf("got %v, want %v", err, dag.ErrConfig)
	}
}

func TestMustCompilePanics(t *testing.T) {
	t.Parallel()
	defer func() {
		err, _ := recover().(error)
		if !errors.Is(err, dag.ErrNoReturn) {
			t.Errorf("got %v", err)
		}
	}()
	p.MustCompile()
}

func TestStatementsCanBeShared(t *testing.T) {
	t.Parallel()
	rule := p.Rule("x", func(context.Context, *number) error { return nil })
	long := compile(t, plus("first", 1), rule, p.ReturnTrue())
	short := compile(t, rule, p.ReturnFalse())
	if outcomes := run(t, long.NewRunner(), numbers(1)); !outcomes[0].Success {
		t.Error("the first program changed when the second was compiled")
	}
	if outcomes := run(t, short.NewRunner(), numbers(1)); outcomes[0].Success {
		t.Error("the second program is the first")
	}
}
