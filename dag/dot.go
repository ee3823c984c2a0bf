package dag

import (
	"fmt"
	"strconv"
	"strings"
)

// DOT renders the program for Graphviz, with the statistics if there are any.
func (p *Program[T]) DOT(statistics Statistics) string {
	g := p.Graph()
	if statistics != nil {
		g = g.Weighted(statistics)
	}
	return g.DOT(p.name)
}

// DOT renders the graph for Graphviz under a title, with its weights if it has
// any. A subprogram is a cluster.
func (g Graph) DOT(title string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "digraph %s {\n", quote(title))
	s.WriteString("\tnode [shape=box, fontname=\"sans-serif\"]\n\tedge [fontname=\"sans-serif\"]\n")
	for i, n := range g.Nodes {
		if n.Kind == KindStart && n.Subprogram != "" {
			fmt.Fprintf(&s, "\tsubgraph %s {\n\tlabel=%s\n", quote("cluster "+n.Subprogram), quote(n.Subprogram))
		}
		fmt.Fprintf(&s, "\t%s [%s]\n", quote(n.ID), n.attributes())
		last := i+1 == len(g.Nodes) || g.Nodes[i+1].Kind == KindStart
		if last && n.Subprogram != "" {
			s.WriteString("\t}\n")
		}
	}
	most := g.heaviest()
	for _, e := range g.Edges {
		fmt.Fprintf(&s, "\t%s -> %s [%s]\n", quote(e.From), quote(e.To), e.attributes(most))
	}
	s.WriteString("}\n")
	return s.String()
}

func (n GraphNode) attributes() string {
	label, color := n.Name, ""
	if s := n.Statistics; s != nil {
		label += fmt.Sprintf("\nitems: %d, time: %s", s.Items, rounded(s.RunTime))
		if s.Exceptions > 0 {
			label += fmt.Sprintf("\nexceptions: %d", s.Exceptions)
			color = ", color=red"
		}
	}
	attributes := "label=" + quote(label) + color
	switch n.Kind {
	case KindBranch, KindBranchRule:
		attributes += ", shape=diamond"
	case KindSet, KindBulk:
		attributes += ", peripheries=2"
	case KindCall:
		attributes += ", shape=cds"
	case KindStart, KindSuccess, KindFailure:
		attributes += ", shape=oval"
	}
	if n.Doc != "" {
		attributes += ", tooltip=" + quote(n.Doc)
	}
	return attributes
}

func (e GraphEdge) attributes(most int64) string {
	var label []string
	style := "solid"
	switch e.When {
	case WhenSuccess:
		label = append(label, "yes")
	case WhenFailure:
		label = append(label, "no")
	case WhenCall:
		style = "dashed"
	case WhenReturn:
		style = "dotted"
	}
	attributes := "style=" + style
	if e.When == WhenReturn {
		attributes += ", constraint=false"
	}
	if e.Weight != nil {
		label = append(label, strconv.FormatInt(*e.Weight, 10))
		if most > 0 {
			attributes += fmt.Sprintf(", penwidth=%.2f", 1+4*float64(*e.Weight)/float64(most))
		}
	}
	if len(label) > 0 {
		attributes += ", label=" + quote(strings.Join(label, " "))
	}
	return attributes
}

func (g Graph) heaviest() int64 {
	var most int64
	for _, e := range g.Edges {
		if e.Weight != nil {
			most = max(most, *e.Weight)
		}
	}
	return most
}

// quote writes a DOT string: only the quote and the backslash are special.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}
