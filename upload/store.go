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
	"strings"
	"sync"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // buckets of S3 and what is like it
	"gocloud.dev/gcerrors"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// stranded is how old what a broken transfer has left must be to be removed: a
// day, within which the transfer may go on.
const stranded = 24 * time.Hour

// New returns a Service that keeps files in a directory, which it makes if need
// be, or in a bucket: a URL such as s3://sluice?region=eu-central-1. All processes
// over one database must have the same. It is opened when it is needed.
func New(db *postgres.DB, location string, logger *slog.Logger) *Service {
	s := &Service{db: db, logger: logger}
	if !IsURL(location) {
		s.directory = location
	}
	s.files = sync.OnceValues(func() (*blob.Bucket, error) {
		s.opened.Store(true)
		return openStore(location)
	})
	return s
}

// IsURL reports whether a location is a bucket and not a directory.
func IsURL(location string) bool { return strings.Contains(location, "://") }

func openStore(location string) (files *blob.Bucket, err error) {
	if IsURL(location) {
		files, err = blob.OpenBucket(context.Background(), location)
	} else {
		files, err = fileblob.OpenBucket(location, &fileblob.Options{
			CreateDir: true, DirFileMode: 0o700,
			NoTempDir: true, // half a file must not fill another disk
			Metadata:  fileblob.MetadataDontWrite,
		})
	}
	if err != nil {
		return nil, fmt.Errorf("opening the store of uploads: %w", err)
	}
	return files, nil
}

// Open opens the store now, to learn early that it can't be.
func (s *Service) Open() error {
	_, err := s.files()
	return err
}

// Close frees what the Service holds. Nothing can be kept or read any more.
func (s *Service) Close() error {
	if !s.opened.Load() {
		return nil
	}
	files, err := s.files()
	if err != nil {
		return nil //nolint:nilerror // what could not be opened holds nothing
	}
	return files.Close()
}

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
	out, err := s.writer(ctx, u.Key, u.ContentType)
	if err != nil {
		return err
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

func (s *Service) writer(ctx context.Context, key, contentType string) (*blob.Writer, error) {
	files, err := s.files()
	if err != nil {
		return nil, err
	}
	out, err := files.NewWriter(ctx, key, &blob.WriterOptions{ContentType: contentType})
	return out, problem(err)
}

// discard removes files that nothing refers to any more.
func (s *Service) discard(ctx context.Context, keys ...string) {
	for _, key := range keys {
		files, err := s.files()
		if err == nil {
			err = files.Delete(context.WithoutCancel(ctx), key)
		}
		if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			s.logger.WarnContext(ctx, "an upload's file was left behind", "key", key, "error", err)
		}
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
