package xlsx

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// ratioFrom is how many bytes a part may unpack to before its ratio counts.
const ratioFrom = 64 << 20

// archive is the ZIP archive that a workbook consists of.
type archive struct {
	files  map[string]*zip.File // by their names in lower case
	limits Limits
}

func openArchive(file io.ReaderAt, size int64, limits Limits) (*archive, error) {
	z, err := zip.NewReader(file, size)
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return nil, ErrNotWorkbook
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written to paths
		return nil, err
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), limits: limits}
	for _, f := range z.File {
		a.files[strings.ToLower(strings.TrimPrefix(path.Clean(f.Name), "/"))] = f
	}
	return a, nil
}

func (a *archive) has(part string) bool { return a.files[strings.ToLower(part)] != nil }

// open returns a part of at most limit bytes.
func (a *archive) open(part string, limit int64) (io.ReadCloser, error) {
	f := a.files[strings.ToLower(part)]
	if f == nil {
		return nil, &DamagedError{Part: part, What: "it is missing"}
	}
	body, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.EOF) {
		return nil, &DamagedError{Part: part, What: "it is packed in an unknown way"}
	}
	if err != nil {
		return nil, err
	}
	most := min(limit, max(ratioFrom, a.limits.Ratio*int64(min(f.CompressedSize64, 1<<40))))
	return &bounded{ReadCloser: body, part: part, left: most}, nil
}

// read returns a part as a whole; nil if there is no such part.
func (a *archive) read(part string) ([]byte, error) {
	if !a.has(part) {
		return nil, nil
	}
	body, err := a.open(part, a.limits.Texts)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

// bounded refuses to read more than is left.
type bounded struct {
	io.ReadCloser
	part string
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("part %s: %w", b.part, ErrTooLarge)
	}
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
		return n, &DamagedError{Part: b.part, What: err.Error()}
	}
	return n, err
}
