package dag

// drawing is a subprogram freed of its item type, for the graph.
type drawing struct {
	label string
	entry target
	nodes []drawnNode
	ends  [firstNode]bool // which ends are reached
}

type drawnNode struct {
	GraphNode
	onSuccess, onFailure target
}

func drawingOf[T any](s *subprogram[T]) drawing {
	d := drawing{label: s.label, entry: s.entry}
	d.reach(s.entry)
	for _, n := range s.nodes {
		node := GraphNode{
			ID: nodeID(n.name), Name: n.name, Kind: n.kind, Doc: n.doc,
			Subprogram: s.label, Calls: n.label,
		}
		d.nodes = append(d.nodes, drawnNode{node, n.onSuccess, n.onFailure})
		d.reach(n.onSuccess)
		if n.kind.decides() {
			d.reach(n.onFailure)
		}
	}
	return d
}

func (d *drawing) reach(t target) {
	if t < firstNode {
		d.ends[t] = true
	}
}

func nodeID(name string) string { return "node:" + name }

func (d *drawing) startID() string { return string(KindStart) + ":" + d.label }

// id returns the graph's id of a target.
func (d *drawing) id(t target) string {
	if t < firstNode {
		return string(endKind(t)) + ":" + d.label
	}
	return d.nodes[t-firstNode].ID
}

func endKind(t target) Kind {
	if t == toTrue {
		return KindSuccess
	}
	return KindFailure
}

// addSubprogram adds the nodes of a subprogram and the edges within it.
func (g *Graph) addSubprogram(d drawing) {
	name := d.label
	if name == "" {
		name = string(KindStart)
	}
	g.addNode(GraphNode{ID: d.startID(), Name: name, Kind: KindStart, Subprogram: d.label})
	g.addEdge(d.startID(), d.id(d.entry), WhenAlways)
	for _, n := range d.nodes {
		g.addNode(n.GraphNode)
		switch {
		case !n.Kind.decides() || n.onSuccess == n.onFailure:
			g.addEdge(n.ID, d.id(n.onSuccess), WhenAlways)
		default:
			g.addEdge(n.ID, d.id(n.onSuccess), WhenSuccess)
			g.addEdge(n.ID, d.id(n.onFailure), WhenFailure)
		}
	}
	for end, reached := range d.ends {
		if reached {
			kind := endKind(target(end))
			g.addNode(GraphNode{ID: d.id(target(end)), Name: string(kind), Kind: kind, Subprogram: d.label})
		}
	}
}

// addCall adds the edges between a call and the subprogram it calls.
func (g *Graph) addCall(name string, callee drawing) {
	g.addEdge(nodeID(name), callee.startID(), WhenCall)
	for end, reached := range callee.ends {
		if reached {
			g.addEdge(callee.id(target(end)), nodeID(name), WhenReturn)
		}
	}
}
