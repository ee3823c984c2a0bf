package upload

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path"
	"strings"
	"sync/atomic"
	"syscall"
	"unicode/utf8"

	"github.com/uptrace/bun"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The permissions on uploads. Whoever has uploaded a file may see it without.
const (
	PermissionCreate = "upload.create"
	PermissionView   = "upload.view"
)

// maxText is the greatest length of a file's name and of its content type.
const maxText = 200

// Service keeps files.
type Service struct {
	db        *postgres.DB
	files     func() (*blob.Bucket, error)
	opened    atomic.Bool
	directory string // of files; "": they are in a bucket
	logger    *slog.Logger
}

// Create keeps a file that is read to its end; one longer than limit bytes is
// refused. Either all of it is kept or nothing. The viewer needs
// PermissionCreate. Errors: INVALID at "file"; LIMIT if it is too long or the
// store is full.
func (s *Service) Create(ctx context.Context, name, contentType string, content io.Reader, limit int64) (*model.Upload, error) {
	if err := auth.Require(ctx, PermissionCreate); err != nil {
		return nil, err
	}
	name, err := cleanName(name)
	if err != nil {
		return nil, err
	}
	u := &model.Upload{Name: name, ContentType: cleanType(contentType), Key: newKey(), CreatedBy: auth.ViewerFrom(ctx).ID()}
	if err := s.write(ctx, u, content, limit); err != nil {
		return nil, err
	}
	_, err = s.db.NewInsert().Model(u).ExcludeColumn("id", "created_at").Returning("id, created_at").Exec(ctx)
	if err != nil {
		s.discard(ctx, u.Key)
		return nil, postgres.Error(fmt.Errorf("recording an upload: %w", err))
	}
	return u, nil
}

// Get returns what is known of a file. The viewer must have uploaded it or have
// PermissionView. Errors: NOT_FOUND.
func (s *Service) Get(ctx context.Context, id int64) (*model.Upload, error) {
	u := new(model.Upload)
	err := s.db.NewSelect().Model(u).Where("id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, model.NotFound("upload")
	}
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("reading an upload: %w", err))
	}
	viewer := auth.ViewerFrom(ctx)
	if !ownedBy(u, viewer) && !viewer.Can(PermissionView) {
		return nil, model.NotFound("upload")
	}
	return u, nil
}

// Visible returns those of the files that exist and that the viewer may see, by
// id.
func (s *Service) Visible(ctx context.Context, ids ...int64) (map[int64]*model.Upload, error) {
	var found []*model.Upload
	if err := s.db.NewSelect().Model(&found).Where("id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, postgres.Error(fmt.Errorf("reading uploads: %w", err))
	}
	viewer := auth.ViewerFrom(ctx)
	byID := make(map[int64]*model.Upload, len(found))
	for _, u := range found {
		if ownedBy(u, viewer) || viewer.Can(PermissionView) {
			byID[u.ID] = u
		}
	}
	return byID, nil
}

func ownedBy(u *model.Upload, viewer *auth.Viewer) bool {
	return u.CreatedBy != nil && viewer.ID() != nil && *u.CreatedBy == *viewer.ID()
}

// Read returns a file and what is in it, which the caller must close. See Get.
func (s *Service) Read(ctx context.Context, id int64) (*model.Upload, io.ReadCloser, error) {
	u, err := s.Get(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	content, err := s.read(ctx, u.Key)
	return u, content, err
}

func (s *Service) read(ctx context.Context, key string) (io.ReadCloser, error) {
	files, err := s.files()
	if err != nil {
		return nil, err
	}
	content, err := files.NewReader(ctx, key, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, model.NotFound("file")
	}
	if err != nil {
		return nil, fmt.Errorf("opening a kept file: %w", err)
	}
	return content, nil
}

// Delete deletes a file. The viewer must have uploaded it, or be an
// administrator. Errors: NOT_FOUND, FORBIDDEN; CONFLICT while a batch is of it.
func (s *Service) Delete(ctx context.Context, id int64) error {
	u, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	if !ownedBy(u, auth.ViewerFrom(ctx)) {
		if err := auth.Require(ctx, auth.Admin); err != nil {
			return err
		}
	}
	_, err = s.db.NewDelete().Model(u).WherePK().Exec(ctx)
	if postgres.IsForeignKeyViolation(err) {
		return model.Conflict("A batch was made from this file and keeps it. Delete the batch first.")
	}
	if err != nil {
		return postgres.Error(fmt.Errorf("deleting an upload: %w", err))
	}
	s.discard(ctx, u.Key)
	return nil
}

// cleanName returns the last part of a file's name as browsers and scripts give
// it, with slashes of either kind.
func cleanName(name string) (string, error) {
	name = strings.ToValidUTF8(path.Base(strings.ReplaceAll(name, `\`, "/")), "?")
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name))
	switch {
	case name == "" || name == "." || name == "/":
		return "", model.Invalid("file", "The file must have a name.")
	case utf8.RuneCountInString(name) > maxText:
		return "", model.Invalid("file", "The file's name must have at most %d characters.", maxText)
	}
	return name, nil
}

func cleanType(contentType string) string {
	if contentType == "" || len(contentType) > maxText || !utf8.ValidString(contentType) || strings.ContainsAny(contentType, "\r\n\x00") {
		return "application/octet-stream"
	}
	return contentType
}

// problem words what kept a file from being kept.
func problem(err error) error {
	var known *model.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return errNoRoom
	}
	return fmt.Errorf("keeping an upload: %w", err)
}

// errNoRoom tells users that the store is full.
var errNoRoom = &model.Error{
	Code: model.CodeLimit, Field: "file",
	Message: "There is no room left for files on the server. Nothing was kept. Try again when its operator has made room.",
}
