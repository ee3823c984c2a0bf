package dag

// Weighted returns a copy of the graph with statistics at its nodes and the
// number of items that took each edge. What the statistics don't tell stays nil.
func (g Graph) Weighted(statistics Statistics) Graph {
	weighted := Graph{
		Nodes: append([]GraphNode(nil), g.Nodes...),
		Edges: append([]GraphEdge(nil), g.Edges...),
	}
	byName := make(map[string]*NodeStatistics, len(statistics))
	for i := range statistics {
		byName[statistics[i].Node] = &statistics[i]
	}
	nodes := make(map[string]GraphNode, len(g.Nodes))
	for i := range weighted.Nodes {
		n := &weighted.Nodes[i]
		if figures := byName[n.Name]; figures != nil && n.Kind.counts() {
			c := *figures
			n.Statistics = &c
		}
		nodes[n.ID] = *n
	}
	for i := range weighted.Edges {
		e := &weighted.Edges[i]
		e.Weight = weight(e.When, nodes[e.From], nodes[e.To])
	}
	return weighted
}

// weight tells how many items took an edge: what one of its two nodes counted.
func weight(when When, from, to GraphNode) *int64 {
	figures := from.Statistics
	if !from.Kind.counts() {
		figures = to.Statistics
	}
	if figures == nil {
		return nil
	}
	var items int64
	switch {
	case when == WhenCall, from.Kind == KindStart:
		items = figures.Items
	case when == WhenSuccess, when == WhenReturn && from.Kind == KindSuccess:
		items = figures.Successes
	case when == WhenFailure, when == WhenReturn:
		items = figures.Failures
	default:
		items = figures.Successes + figures.Failures
	}
	return &items
}
