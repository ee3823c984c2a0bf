package reader

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader/internal/xlsx"
)

// source is a file as it came, and what it unpacks to.
type source struct {
	ctx         context.Context
	limits      Limits
	file        io.Reader
	start       int64 // where file was when it came, if it can tell
	compression Compression
	plain       *bufio.Reader  // what it unpacks to
	temporary   *os.File       // nil: there was no need of one
	book        *xlsx.Workbook // nil: it was not opened as one
}

const gzipStart = "\x1f\x8b"

// newSource unpacks a file as compression says; if it is empty, as the file
// looks. head is how many bytes of it can be peeked at.
func newSource(ctx context.Context, file io.Reader, compression Compression, limits Limits, head int) (*source, error) {
	s := &source{ctx: ctx, limits: limits, file: file, compression: compression}
	if seeker, ok := file.(io.Seeker); ok {
		s.start, _ = seeker.Seek(0, io.SeekCurrent) // a pipe can't tell, and starts at 0
	}
	bounded := &boundedReader{src: &cancelable{ctx, file}, left: limits.Unpacked}
	s.plain = bufio.NewReaderSize(bounded, max(head, firstBuffer))
	if s.compression == "" {
		s.compression = Unpacked
		if start, _ := s.plain.Peek(len(gzipStart)); string(start) == gzipStart {
			s.compression = Gzip
		}
	}
	if s.compression == Gzip {
		packed := &countedReader{Reader: s.plain}
		unpacked, err := gzip.NewReader(bufio.NewReaderSize(packed, firstBuffer))
		if err != nil {
			return nil, damagedGzip(err)
		}
		bounded = &boundedReader{src: unpacked, left: limits.Unpacked, packed: packed, ratio: limits.Ratio}
		s.plain = bufio.NewReaderSize(bounded, max(head, firstBuffer))
	}
	return s, nil
}

// peek returns up to n bytes of the unpacked file, and whether that is all.
func (s *source) peek(n int) (head []byte, whole bool, err error) {
	head, err = s.plain.Peek(n)
	if errors.Is(err, io.EOF) {
		return head, true, nil
	}
	return head, false, err
}

// random returns the unpacked file for reading anywhere: itself if it can do
// that, or a temporary copy.
func (s *source) random() (io.ReaderAt, int64, error) {
	if at, size, ok := s.direct(); ok {
		return at, size, nil
	}
	file, err := os.CreateTemp("", "sluice-*")
	if err != nil {
		return nil, 0, fmt.Errorf("creating a temporary file: %w", err)
	}
	s.temporary = file
	_ = os.Remove(file.Name()) // it lives until it is closed; where that can't be, close removes it
	size, err := io.Copy(file, s.plain)
	if err != nil {
		return nil, 0, fmt.Errorf("copying the file: %w", err)
	}
	return file, size, nil
}

func (s *source) direct() (io.ReaderAt, int64, bool) {
	at, isRandom := s.file.(io.ReaderAt)
	seeker, canSeek := s.file.(io.Seeker)
	if s.compression != Unpacked || !isRandom || !canSeek {
		return nil, 0, false
	}
	end, err := seeker.Seek(0, io.SeekEnd)
	if err != nil || end < s.start {
		return nil, 0, false
	}
	return &cancelableAt{s.ctx, io.NewSectionReader(at, s.start, end-s.start)}, end - s.start, true
}

// close removes the temporary copy, if there is one.
func (s *source) close() error {
	if s.temporary == nil {
		return nil
	}
	err := s.temporary.Close()
	_ = os.Remove(s.temporary.Name()) // most systems have done so already
	return err
}

// damagedGzip words the errors of packed files for people, and leaves others as
// they are.
func damagedGzip(err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) || isCorrupt(err) {
		return model.Invalid("file", "The compressed file is damaged or incomplete. Compress it again, or give it as it is.")
	}
	return err
}
