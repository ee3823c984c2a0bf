package upload_test

import (
	"io"
	"log/slog"
	"strings"
	"testing"

	_ "gocloud.dev/blob/memblob" // the bucket

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/upload"
)

func TestFilesInABucket(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := upload.New(db, "mem://", slog.New(slog.DiscardHandler))
	t.Cleanup(func() { _ = s.Close() })
	ctx := auth.WithViewer(t.Context(), auth.System())
	u, err := s.Create(ctx, "a.csv", "text/csv", strings.NewReader("a,b\n"), 100)
	if err != nil {
		t.Fatal(err)
	}
	_, content, err := s.Read(ctx, u.ID)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(content); string(text) != "a,b\n" || err != nil || content.Close() != nil {
		t.Errorf("the file is %q, %v", text, err)
	}

	file, err := s.Attach(ctx, "rejects/1.csv", "text/csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(file, "half"); err != nil {
		t.Fatal(err)
	}
	if err := file.Abandon(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Attached(ctx, "rejects/1.csv"); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("an abandoned file: %v", err)
	}

	if err := s.SweepUnused(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(ctx, u.ID); err != nil {
		t.Errorf("a young file: %v", err)
	}
	if _, err := db.ExecContext(ctx, "UPDATE upload SET created_at = now() - interval '8 days'"); err != nil {
		t.Fatal(err)
	}
	if err := s.SweepUnused(ctx); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Read(ctx, u.ID); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("an old file: %v", err)
	}
}

func TestAStoreThatCanNotBeOpened(t *testing.T) {
	t.Parallel()
	s := upload.New(pgtest.New(t), "nowhere://", slog.New(slog.DiscardHandler))
	if err := s.Open(); err == nil {
		t.Error("the store could be opened")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
