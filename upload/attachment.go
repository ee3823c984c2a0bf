package upload

import (
	"context"
	"io"

	"gocloud.dev/blob"
)

// Attachment is a file being written into the store that is no upload: what was
// made from one. Whoever writes it remembers its key.
type Attachment struct {
	out     *blob.Writer
	abandon context.CancelFunc
}

// Attach starts a file that replaces the one of the same key. Nothing is kept
// before Keep. Errors: LIMIT if the store is full.
func (s *Service) Attach(ctx context.Context, key, contentType string) (*Attachment, error) {
	ctx, abandon := context.WithCancel(ctx)
	out, err := s.writer(ctx, key, contentType)
	if err != nil {
		abandon()
		return nil, err
	}
	return &Attachment{out, abandon}, nil
}

// Write implements io.Writer.
func (a *Attachment) Write(p []byte) (int, error) {
	n, err := a.out.Write(p)
	return n, problem(err)
}

// Keep ends the file.
func (a *Attachment) Keep() error {
	defer a.abandon()
	return problem(a.out.Close())
}

// Abandon leaves nothing of the file.
func (a *Attachment) Abandon() error {
	a.abandon()
	return ignoreCanceled(a.out.Close())
}

// Attached opens a file that was written by Attach; the caller must close it.
// Errors: NOT_FOUND.
func (s *Service) Attached(ctx context.Context, key string) (io.ReadCloser, error) {
	return s.read(ctx, key)
}

// Detach removes a file that was written by Attach, if it is there.
func (s *Service) Detach(ctx context.Context, key string) { s.discard(ctx, key) }
