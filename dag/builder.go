package dag

import "encoding/json"

// Builder gives the words to write a program in, for items of type T: each
// method named like a statement returns that statement, and Compile turns a
// list of them into a Program. Statements may be shared between programs.
type Builder[T any] struct {
	name    string
	version string
	config  any
}

// New returns a builder of the program with the given name, which people see
// and which is part of the hash.
func New[T any](name string) *Builder[T] {
	return &Builder[T]{name: name}
}

// Version declares the version of what the nodes do. Raise it when a node's
// function changes its meaning: the hash can't see into functions.
func (b *Builder[T]) Version(version string) *Builder[T] {
	b.version = version
	return b
}

// Config declares the configuration the nodes work by: any value that encodes
// as JSON. It is part of the hash and nothing else.
func (b *Builder[T]) Config(config any) *Builder[T] {
	b.config = config
	return b
}

// Compile turns statements into a program that can be run: first the main
// program, then the definitions. It reports every rule the statements break, as
// *CompileError values joined into one error.
func (b *Builder[T]) Compile(statements ...Statement[T]) (*Program[T], error) {
	c := &compiler[T]{
		program: &Program[T]{name: b.name, version: b.version},
		labels:  map[string]int{},
		names:   map[string]bool{},
	}
	config, err := json.Marshal(b.config)
	if err != nil {
		c.report("configuration", ErrConfig, err.Error())
	}
	c.checkName("program", b.name)
	c.compile(statements)
	if err := c.err(); err != nil {
		return nil, err
	}
	c.program.hash = c.program.fingerprint(config)
	return c.program, nil
}

// MustCompile is Compile for programs that are part of the source code: it
// panics where Compile would return an error.
func (b *Builder[T]) MustCompile(statements ...Statement[T]) *Program[T] {
	program, err := b.Compile(statements...)
	if err != nil {
		panic(err)
	}
	return program
}
