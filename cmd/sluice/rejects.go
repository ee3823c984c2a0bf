package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/upload/reader"
)

// rejects writes rejected lines to a file, if there is one.
type rejects struct {
	file io.Closer // nil: no file
	rows *reader.Rejects
}

func createRejects(path string) (*rejects, error) {
	if path == "" {
		return &rejects{}, nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("creating the file for rejected lines: %w", err)
	}
	rows, err := reader.NewRejects(file)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("writing rejected lines: %w", err), file.Close())
	}
	return &rejects{file: file, rows: rows}, nil
}

func (r *rejects) add(bad importer.BadLine) error {
	if r.file == nil {
		return nil
	}
	return r.rows.Write(bad.Line, bad.Column, bad.Reason, bad.Original)
}

func (r *rejects) close() error {
	if r.file == nil {
		return nil
	}
	if err := errors.Join(r.rows.Flush(), r.file.Close()); err != nil {
		return fmt.Errorf("writing rejected lines: %w", err)
	}
	return nil
}
