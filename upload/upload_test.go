package upload_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/upload"
)

// store is a Service over a database and a directory of its own.
type store struct {
	*upload.Service
	directory string
	ann, bob  context.Context // two users who may upload files
}

func newStore(t *testing.T, directory string) *store {
	t.Helper()
	db := pgtest.New(t)
	service := upload.New(db, filepath.Join(directory, "files"), slog.New(slog.DiscardHandler))
	t.Cleanup(func() {
		if err := service.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &store{Service: service, directory: directory}
	for _, ctx := range []*context.Context{&s.ann, &s.bob} {
		user := pgtest.User(t, db)
		*ctx = auth.WithViewer(t.Context(), auth.NewViewer(user.ID, user.Login, user.Name, upload.PermissionCreate))
	}
	return s
}

// files returns the paths of all files below the directory.
func (s *store) files(t *testing.T) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(s.directory, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestFileIsKeptAsItCame(t *testing.T) {
	t.Parallel()
	s := newStore(t, t.TempDir())
	content := []byte("sku,price\r\n007,1.50\r\n\x00\xff")
	u, err := s.Create(s.ann, `C:\Users\ann\prices.csv`, "text/csv", bytes.NewReader(content), 100)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	if u.Name != "prices.csv" || u.ContentType != "text/csv" || u.Size != int64(len(content)) || u.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("kept %+v", u)
	}
	again, reader, err := s.Read(s.ann, u.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if got, err := io.ReadAll(reader); err != nil || !bytes.Equal(got, content) || again.SHA256 != u.SHA256 {
		t.Errorf("read %q, %v, %+v", got, err, again)
	}
	if _, err := s.Get(s.bob, u.ID); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("somebody else's upload: %v", err)
	}
	if err := s.Delete(s.bob, u.ID); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("deleting somebody else's upload: %v", err)
	}
	if err := s.Delete(s.ann, u.ID); err != nil {
		t.Fatal(err)
	}
	if left := s.files(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRefusedFilesLeaveNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t, t.TempDir())
	guest := auth.WithViewer(t.Context(), auth.NewViewer(0, "", ""))
	broken := io.MultiReader(strings.NewReader("half"), brokenReader{})
	for name, c := range map[string]struct {
		ctx     context.Context
		file    string
		content io.Reader
		code    model.Code
	}{
		"no permission": {guest, "a.csv", strings.NewReader("a"), model.CodeUnauthenticated},
		"no name":       {s.ann, "dir/ ", strings.NewReader("a"), model.CodeInvalid},
		"long name":     {s.ann, strings.Repeat("a", 201), strings.NewReader("a"), model.CodeInvalid},
		"too long":      {s.ann, "a.csv", strings.NewReader("12345678901"), model.CodeLimit},
		"breaks off":    {s.ann, "a.csv", broken, model.CodeInternal},
	} {
		if _, err := s.Create(c.ctx, c.file, "", c.content, 10); model.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := s.files(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
