package dag_test

import (
	"hash/fnv"

	"github.com/sluicehq/sluice/dag"
)

// token is the item of random programs.
type token struct {
	id    int
	state uint64
}

// verdict is what a node of a random program does with a token: it follows from
// the node's name and the token's state alone.
type verdict struct {
	yes   bool
	fault string // "", or the reason of the exception
	state uint64
}

func judge(node string, t token) verdict {
	h := fnv.New64a()
	h.Write([]byte(node))
	for s := t.state; s > 0; s >>= 8 {
		h.Write([]byte{byte(s)})
	}
	sum := h.Sum64()
	v := verdict{yes: sum>>8%3 > 0, state: sum >> 16}
	switch sum % 100 {
	case 0:
		v.fault = dag.ReasonError
	case 1:
		v.fault = dag.ReasonPanic
	case 2:
		v.fault = "undecidable"
	}
	return v
}

// line is a statement of a random program in the test's own notation.
type line struct {
	word  string // "rule", "set", "branch", "branchRule", "call", "if" or "return"
	node  string
	label string // of a call
	value bool   // of a return
	arms  []arm  // of an if; the last may have no condition
}

type arm struct {
	condition *line // nil for Else
	not       bool
	body      []line
}

// naive interprets a random program, an item at a time.
type naive struct {
	subprograms map[string][]line
	counts      map[string]*dag.NodeStatistics
}

// end is where an item came out: "true", "false", "" if the body goes on behind
// its last line, or "out" if a node took it out.
type end string

// taken is where and why an item was taken out.
type taken struct{ node, reason string }

func (in *naive) body(lines []line, t *token, out *taken) end {
	for _, l := range lines {
		switch l.word {
		case "return":
			if l.value {
				return "true"
			}
			return "false"
		case "if":
			if e := in.arms(l.arms, t, out); e != "" {
				return e
			}
		default:
			if in.node(&l, t, out) == "out" {
				return "out"
			}
		}
	}
	return ""
}

func (in *naive) arms(arms []arm, t *token, out *taken) end {
	for _, a := range arms {
		if a.condition == nil {
			return in.body(a.body, t, out)
		}
		answer := in.node(a.condition, t, out)
		if answer == "out" {
			return "out"
		}
		if (answer == "true") != a.not {
			return in.body(a.body, t, out)
		}
	}
	return ""
}

// node returns the outcome of a node, and counts it.
func (in *naive) node(l *line, t *token, out *taken) end {
	count := in.counts[l.node]
	if count == nil {
		count = &dag.NodeStatistics{Node: l.node, Kind: dag.Kind(l.word)}
		in.counts[l.node] = count
	}
	count.Items++
	e := end("false")
	if l.word == "call" {
		e = in.body(in.subprograms[l.label], t, out)
	} else {
		v := judge(l.node, *t)
		switch {
		case v.fault != "":
			e = "out"
			*out = taken{l.node, v.fault}
			count.Exceptions++
		case v.yes || l.word == "rule" || l.word == "set":
			e = "true"
		}
		if v.fault == "" && l.word != "branch" {
			t.state = v.state
		}
	}
	switch e {
	case "true":
		count.Successes++
	case "false":
		count.Failures++
	}
	return e
}
