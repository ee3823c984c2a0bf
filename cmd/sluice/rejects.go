package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/sluicehq/sluice/importer"
)

// rejects writes rejected lines to a file, if there is one.
type rejects struct {
	file io.Closer // nil: no file
	rows *csv.Writer
}

func createRejects(path string) (*rejects, error) {
	if path == "" {
		return &rejects{}, nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("creating the file for rejected lines: %w", err)
	}
	r := &rejects{file: file, rows: csv.NewWriter(file)}
	if err := r.rows.Write([]string{"line", "column", "reason"}); err != nil {
		return nil, errors.Join(fmt.Errorf("writing rejected lines: %w", err), file.Close())
	}
	return r, nil
}

func (r *rejects) add(bad importer.BadLine) error {
	if r.file == nil {
		return nil
	}
	return r.rows.Write([]string{strconv.Itoa(bad.Line), bad.Column, bad.Reason})
}

func (r *rejects) close() error {
	if r.file == nil {
		return nil
	}
	r.rows.Flush()
	if err := errors.Join(r.rows.Error(), r.file.Close()); err != nil {
		return fmt.Errorf("writing rejected lines: %w", err)
	}
	return nil
}
