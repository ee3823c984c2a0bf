package dag

// Graph is a program as nodes and edges, to be drawn and to be stored: it needs
// no program to be weighted with statistics that come in later.
type Graph struct {
	Nodes []GraphNode `json:"nodes"`
	Edges []GraphEdge `json:"edges"`
}

// GraphNode is a node of a program, or the start or an end of a subprogram.
type GraphNode struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"` // as in Statistics; for a start or an end, what to show
	Kind       Kind            `json:"kind"`
	Doc        string          `json:"doc,omitempty"`
	Subprogram string          `json:"subprogram"`           // label of the subprogram it is part of; "" for the main program
	Calls      string          `json:"calls,omitempty"`      // label of the subprogram a call goes to
	Statistics *NodeStatistics `json:"statistics,omitempty"` // in a weighted graph, of a node that has some
}

// When tells which items take an edge.
type When string

// The kinds of edges.
const (
	WhenAlways  When = "always"  // every item that stays in the flow
	WhenSuccess When = "success" // items the node said yes to
	WhenFailure When = "failure" // items the node said no to
	WhenCall    When = "call"    // from a call to the start of its subprogram
	WhenReturn  When = "return"  // from an end of a subprogram back to a call
)

// GraphEdge is a way an item can go. Without its call and return edges, a graph
// has no cycles.
type GraphEdge struct {
	ID     string `json:"id"`
	From   string `json:"from"`
	To     string `json:"to"`
	When   When   `json:"when"`
	Weight *int64 `json:"weight,omitempty"` // in a weighted graph, how many items took it, if known
}

// Graph returns the program as a graph without weights.
func (p *Program[T]) Graph() Graph {
	var g Graph
	for _, s := range p.subprograms {
		g.addSubprogram(drawingOf(s))
	}
	for _, n := range p.nodes {
		if n.kind == KindCall {
			g.addCall(n.name, drawingOf(p.subprograms[n.callee]))
		}
	}
	return g
}

func (g *Graph) addNode(n GraphNode) { g.Nodes = append(g.Nodes, n) }

func (g *Graph) addEdge(from, to string, when When) {
	id := from + " " + string(when) + " " + to
	g.Edges = append(g.Edges, GraphEdge{ID: id, From: from, To: to, When: when})
}
