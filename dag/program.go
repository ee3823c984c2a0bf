package dag

// Program is a compiled program for items of type T. It never changes and can
// be used from many goroutines; running takes a Runner for each.
type Program[T any] struct {
	name        string
	version     string
	hash        string
	subprograms []*subprogram[T] // the main program first, then as defined
	nodes       []*node[T]       // all nodes, by id
	lines       []line
}

// subprogram is a main program or a definition. Its nodes stand in program
// order: an item only ever moves on to a later one.
type subprogram[T any] struct {
	label string // "" for the main program
	entry target
	nodes []*node[T]
}

// line is one line of the program's text.
type line struct {
	depth int
	text  string
	node  int // id, or noNode
}

const noNode = -1

// Name returns the name given to New.
func (p *Program[T]) Name() string { return p.name }

// Version returns the declared version.
func (p *Program[T]) Version() string { return p.version }

// Hash identifies the program by its shape, its names, its declared version and
// its configuration, but not its docs. It is 32 hexadecimal digits and the same
// in every process. What the nodes' functions do can't be seen: see
// Builder.Version.
func (p *Program[T]) Hash() string { return p.hash }

// find returns the node with the given name.
func (p *Program[T]) find(name string) (*node[T], bool) {
	for _, n := range p.nodes {
		if n.name == name {
			return n, true
		}
	}
	return nil, false
}
