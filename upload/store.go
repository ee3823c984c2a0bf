package upload

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// stranded is how old what a broken transfer has left must be to be removed: a
// day, within which the transfer may go on.
const stranded = 24 * time.Hour

// New returns a Service that keeps files in a directory, which it makes if need
// be. All processes over one database must have the same one.
func New(db *postgres.DB, directory string, logger *slog.Logger) (*Service, error) {
	files, err := fileblob.OpenBucket(directory, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o700,
		NoTempDir: true, // half a file must not fill another disk
		Metadata:  fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, fmt.Errorf("opening the directory of uploads: %w", err)
	}
	return &Service{db: db, files: files, directory: directory, logger: logger}, nil
}

// Close frees what the Service holds.
func (s *Service) Close() error { return s.files.Close() }

// newKey returns a key that nobody can guess, and that sorts by time.
func newKey() string {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails
	return time.Now().UTC().Format("2006/01/02/") + hex.EncodeToString(random[:])
}

// write puts content into the store and fills in u's size and sum. If it fails
// nothing is left there.
func (s *Service) write(ctx context.Context, u *model.Upload, content io.Reader, limit int64) error {
	ctx, abandon := context.WithCancel(ctx)
	defer abandon()
	out, err := s.files.NewWriter(ctx, u.Key, &blob.WriterOptions{ContentType: u.ContentType})
	if err != nil {
		return problem(err)
	}
	sum := sha256.New()
	u.Size, err = io.Copy(io.MultiWriter(out, sum), io.LimitReader(content, limit+1))
	if err == nil && u.Size > limit {
		err = &model.Error{Code: model.CodeLimit, Field: "file", Message: "The file is longer than " + words.Thousands(limit) + " bytes, the most that can be taken this way."}
	}
	if err != nil {
		abandon() // so that closing does not keep what has come
		return problem(errors.Join(err, ignoreCanceled(out.Close())))
	}
	if err := out.Close(); err != nil {
		return problem(err)
	}
	u.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return nil
}

func ignoreCanceled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// discard removes a file that nothing refers to any more.
func (s *Service) discard(ctx context.Context, key string) {
	if err := s.files.Delete(context.WithoutCancel(ctx), key); err != nil {
		s.logger.WarnContext(ctx, "an upload's file was left behind", "key", key, "error", err)
	}
}

// halfWritten tells by its name a file that the store had not finished when its
// process was killed: kept ones have no extension.
func halfWritten(name string) bool { return filepath.Ext(name) == ".tmp" }

// sweepDirectory removes files below a directory that have not been written to
// for as long as stranded.
func sweepDirectory(directory string, now time.Time, match func(name string) bool) error {
	return filepath.WalkDir(directory, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !match(entry.Name()) {
			return ignoreMissing(err)
		}
		info, err := entry.Info()
		if err != nil || now.Sub(info.ModTime()) < stranded {
			return ignoreMissing(err)
		}
		return ignoreMissing(os.Remove(name))
	})
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
