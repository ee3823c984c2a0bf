package dag_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/sluicehq/sluice/dag"
)

type product struct {
	description string
	count       int
}

func upperCase(_ context.Context, p *product) error {
	p.description = strings.ToUpper(p.description)
	return nil
}

func saysSetOf(_ context.Context, p *product) (bool, error) {
	return strings.HasPrefix(p.description, "SET OF "), nil
}

func takeCount(_ context.Context, p *product) error {
	word := strings.Fields(p.description)[2]
	count, err := strconv.Atoi(word)
	if err != nil {
		return dag.Undecidable("count is not a number", map[string]string{"count": word})
	}
	p.count = count
	return nil
}

func Example() {
	p := dag.New[product]("pack size").Version("1")
	program := p.MustCompile(
		p.Rule("upper case", upperCase),
		p.If(p.Branch("says set of", saysSetOf),
			p.Rule("take count", takeCount),
		),
		p.Else(
			p.ReturnFalse(),
		),
		p.End(),
		p.ReturnTrue(),
	)

	items := []*product{
		{description: "Set of 6 spice jars"},
		{description: "Jam jar"},
		{description: "Set of some mugs"},
	}
	runner := program.NewRunner()
	outcomes, err := runner.Run(context.Background(), items)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, outcome := range outcomes {
		switch {
		case outcome.Exception != nil:
			fmt.Println(items[i].description, "–", outcome.Exception)
		default:
			fmt.Println(items[i].description, "–", outcome.Success, items[i].count)
		}
	}
	for _, n := range runner.Statistics() {
		fmt.Println(n.Node, n.Items, n.Successes, n.Failures, n.Exceptions)
	}
	// Output:
	// SET OF 6 SPICE JARS – true 6
	// JAM JAR – false 0
	// SET OF SOME MUGS – node "take count": count is not a number
	// upper case 3 3 0 0
	// says set of 3 2 1 0
	// take count 2 1 0 1
}
