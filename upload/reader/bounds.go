package reader

import (
	"compress/flate"
	"context"
	"errors"
	"io"
)

// cancelable ends when its context ends.
type cancelable struct {
	ctx context.Context
	src io.Reader
}

func (c *cancelable) Read(p []byte) (int, error) {
	if err := context.Cause(c.ctx); err != nil {
		return 0, err
	}
	return c.src.Read(p)
}

// cancelableAt ends when its context ends.
type cancelableAt struct {
	ctx context.Context
	src io.ReaderAt
}

func (c *cancelableAt) ReadAt(p []byte, offset int64) (int, error) {
	if err := context.Cause(c.ctx); err != nil {
		return 0, err
	}
	return c.src.ReadAt(p, offset)
}

// countedReader counts the bytes that are read.
type countedReader struct {
	io.Reader
	n int64
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// boundedReader refuses to read more than is left, and more than ratio times
// what was read of its packed form.
type boundedReader struct {
	src    io.Reader
	left   int64
	done   int64
	packed *countedReader // nil: the file is not packed
	ratio  int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.src.Read(p)
	b.left -= int64(n)
	b.done += int64(n)
	if b.left < 0 || b.packed != nil && b.done > ratioFrom && b.done/b.ratio > b.packed.n {
		return 0, tooLarge()
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = damagedGzip(err)
	}
	return n, err
}

func isCorrupt(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.As(err, &corrupt)
}
