package transactions

import (
	"context"
	"strings"

	"github.com/sluicehq/sluice/dag"
)

// version is raised when a node changes its meaning; see dag.Builder.Version.
const version = "1"

// newProgram returns the program that reads sales from lines. With anonymous,
// lines that name no customer are sales to nobody in particular.
func newProgram(version string, anonymous bool) *dag.Program[line] {
	p := dag.New[line]("transactions").Version(version).Config(map[string]any{"anonymous": anonymous, "dates": dates})
	needsNone := func(context.Context, *line) (bool, error) { return anonymous, nil }
	return p.MustCompile(
		p.If(p.Branch("decided by a person", decided),
			p.Rule("take the decision", takeDecision),
			p.Call("read the values").As("read what was decided"),
		),
		p.ElseIf(p.Branch("can't be read", cantBeRead),
			p.Rule("question the line", asks("The line can't be read.")),
		),
		p.Else(
			p.Call("read the values"),
			p.Call("question what is doubtful"),
		),
		p.End(),
		p.ReturnTrue(),

		p.Def("read the values",
			p.Rule("read the quantity", readQuantity),
			p.Rule("read the price", readPrice),
			p.Rule("read the date", readDate),
			p.Rule("read the customer", readCustomer),
			p.ReturnTrue(),
		),

		p.Def("question what is doubtful",
			p.IfNot(p.Branch("there is a product", hasProduct),
				p.Rule("question the code", asks(unknownCode)),
			),
			p.End(),
			p.IfNot(p.Branch("has a price", hasPrice),
				p.Rule("question the price", asks("The price is negative.")),
			),
			p.End(),
			p.If(p.Branch("is a cancellation", isCancellation).Doc("the invoice's number begins with C"),
				p.IfNot(p.Branch("takes back", takesBack),
					p.Rule("question the cancellation", asks("The line is of a cancellation and takes nothing back.")),
				),
				p.End(),
			),
			p.ElseIf(p.Branch("takes back all the same", takesBack),
				p.Rule("question the quantity", asks("The quantity is negative, and the line is of no cancellation.")),
			),
			p.End(),
			p.IfNot(p.Branch("names a customer", namesCustomer),
				p.IfNot(p.Branch("needs none", needsNone),
					p.Rule("question the customer", asks("The line names no customer.")),
				),
				p.End(),
			),
			p.End(),
			p.ReturnTrue(),
		),
	)
}

// unknownCode is what the program says of a line, and Store of one that a
// person has decided about.
const unknownCode = "There is no product with this code."

// asks makes a node that has a person decide.
func asks(reason string) func(context.Context, *line) error {
	return func(_ context.Context, l *line) error { return l.question(reason) }
}

func cantBeRead(_ context.Context, l *line) (bool, error) { return l.problem != "", nil }

func decided(_ context.Context, l *line) (bool, error) { return l.decision != nil, nil }

func hasProduct(_ context.Context, l *line) (bool, error) { return l.known, nil }

func isCancellation(_ context.Context, l *line) (bool, error) {
	return strings.HasPrefix(l.raw.Invoice, "C"), nil
}

func takesBack(_ context.Context, l *line) (bool, error) { return l.quantity < 0, nil }

func hasPrice(_ context.Context, l *line) (bool, error) { return !l.price.IsNegative(), nil }

func namesCustomer(_ context.Context, l *line) (bool, error) { return l.raw.Customer != "", nil }
