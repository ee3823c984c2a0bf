package packsize

import (
	"context"

	"github.com/sluicehq/sluice/dag"
)

// version is raised when a step changes its meaning; see dag.Builder.Version.
const version = "1"

// newProgram returns the program that reads descriptions. The order of its
// steps keeps them apart: what is certainly no count goes first, what is said
// outright next, what has to be inferred last.
func newProgram(version string) *dag.Program[product] {
	p := dag.New[product]("pack size").Version(version).Config(wordLists())
	return p.MustCompile(
		p.If(p.Branch("corrected by a person", corrected),
			p.Rule("take the correction", takeCorrection),
			p.ReturnTrue(),
		),
		p.End(),
		p.If(p.Call("read the description")),
		p.ElseIf(p.Branch("accepted by a person", accepted),
			p.Rule("take the likeliest reading", takeLikeliest),
		),
		p.Else(
			p.Rule("ask a person", askPerson),
		),
		p.End(),
		p.ReturnTrue(),

		p.Def("read the description",
			p.Rule("split into words", does(splitWords)),
			p.IfNot(p.Branch("has a number", finds(hasNumber)),
				p.Rule("state nothing", stateNothing),
				p.ReturnTrue(),
			),
			p.End(),
			p.BranchRule("set names aside", finds(setNamesAside)).Doc("years, prices, ordinals, paper formats, house numbers"),
			p.Call("find what is said outright"),
			p.If(p.Branch("a number is left", finds(hasFreeNumber)),
				p.Call("infer from the phrase"),
			),
			p.End(),
			p.If(p.BranchRule("decide", finds(decide)),
				p.ReturnTrue(),
			),
			p.End(),
			p.ReturnFalse(),
		),

		p.Def("find what is said outright",
			p.BranchRule("find range", finds(findRange)).Doc("10-12 cm, 1/2 pint"),
			p.BranchRule("find multiplication", finds(findMultiplication)).Doc("6 x 330 ml"),
			p.BranchRule("find size", finds(findSize)).Doc("500 ml"),
			p.BranchRule("find pack", finds(findPack)).Doc("set of 6, pack/12, s/4"),
			p.BranchRule("find pieces", finds(findPieces)).Doc("16 piece, 6pc"),
			p.BranchRule("find pair", finds(findPair)),
			p.ReturnTrue(),
		),

		p.Def("infer from the phrase",
			p.BranchRule("set parts aside", finds(setPartsAside)).Doc("3 tier, with 4 hooks"),
			p.BranchRule("find leading number", finds(findLeadingNumber)).Doc("60 cake cases"),
			p.BranchRule("find contents", finds(findContents)).Doc("incense 40 cones in tin"),
			p.IfNot(p.Branch("a count is known", finds(hasCount)),
				p.BranchRule("question the rest", finds(questionRest)),
			),
			p.End(),
			p.ReturnTrue(),
		),
	)
}

// finds makes a node of a step that reports whether it found something.
func finds(step func(*reading) bool) func(context.Context, *product) (bool, error) {
	return func(_ context.Context, p *product) (bool, error) { return step(&p.reading), nil }
}

// does makes a node of a step that always works.
func does(step func(*reading)) func(context.Context, *product) error {
	return func(_ context.Context, p *product) error {
		step(&p.reading)
		return nil
	}
}

func stateNothing(_ context.Context, p *product) error {
	p.settle(Result{})
	return nil
}

// wordLists are what the steps know: the program's configuration.
func wordLists() map[string]any {
	units := make(map[string]string, len(spellings))
	for text, s := range spellings {
		units[text] = s.factor.String() + " " + string(s.unit)
	}
	return map[string]any{
		"units": units, "numbers": spelledNumbers, "packs": packWords, "pieces": pieceWords,
		"parts": partNouns, "singleProducts": singleProducts,
		"irregularPlurals": irregularPlurals, "notPlural": notPlural,
	}
}
