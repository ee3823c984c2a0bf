package dag_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/sluicehq/sluice/dag"
)

func TestHash(t *testing.T) {
	t.Parallel()
	type config struct {
		Limits map[string]int
	}
	nothing := func(context.Context, *number) error { return nil }
	build := func(name, version string, cfg any, statements ...statement) string {
		b := dag.New[number](name).Version(version).Config(cfg)
		return b.MustCompile(append(statements, p.Def("sub", p.ReturnTrue()))...).Hash()
	}
	yes, no := p.ReturnTrue(), p.ReturnFalse()
	usual := config{map[string]int{"a": 1, "b": 2}}
	hash := build("name", "1", usual, p.Rule("x", nothing), p.If(odd("o"), yes), p.End(), no)

	// The hash is stored with chunks: one that changes makes them look outdated.
	if want := "78e8c235840d5d5e79f38d2680485ea1"; hash != want {
		t.Errorf("got %s, want %s", hash, want)
	}
	if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(hash) {
		t.Errorf("got %q", hash)
	}

	same := map[string]string{
		"again": build("name", "1", config{map[string]int{"b": 2, "a": 1}},
			p.Rule("x", nothing), p.If(odd("o"), yes), p.End(), no),
		"other docs": build("name", "1", usual,
			p.Rule("x", nothing).Doc("doc"), p.If(odd("o").Doc("doc"), yes), p.End(), no),
		"an empty Else": build("name", "1", usual,
			p.Rule("x", nothing), p.If(odd("o"), yes), p.Else(), p.End(), no),
	}
	for name, got := range same {
		if got != hash {
			t.Errorf("%s: the hash changed", name)
		}
	}

	different := map[string]string{
		"name":          build("other", "1", usual, p.Rule("x", nothing), p.If(odd("o"), yes), p.End(), no),
		"version":       build("name", "2", usual, p.Rule("x", nothing), p.If(odd("o"), yes), p.End(), no),
		"configuration": build("name", "1", config{}, p.Rule("x", nothing), p.If(odd("o"), yes), p.End(), no),
		"node name":     build("name", "1", usual, p.Rule("y", nothing), p.If(odd("o"), yes), p.End(), no),
		"node kind":     build("name", "1", usual, p.Branch("x", isOdd), p.If(odd("o"), yes), p.End(), no),
		"order":         build("name", "1", usual, p.If(odd("o"), yes), p.End(), p.Rule("x", nothing), no),
		"condition":     build("name", "1", usual, p.Rule("x", nothing), p.IfNot(odd("o"), yes), p.End(), no),
		"return":        build("name", "1", usual, p.Rule("x", nothing), p.If(odd("o"), no), p.End(), no),
		"last return":   build("name", "1", usual, p.Rule("x", nothing), p.If(odd("o"), yes), p.End(), yes),
		"node less":     build("name", "1", usual, p.If(odd("o"), yes), p.End(), no),
		"call":          build("name", "1", usual, p.Rule("x", nothing), p.Call("sub"), p.If(odd("o"), yes), p.End(), no),
	}
	seen := map[string]string{hash: "the first program"}
	for name, got := range different {
		if other, found := seen[got]; found {
			t.Errorf("%s: the same hash as %s", name, other)
		}
		seen[got] = name
	}
}
