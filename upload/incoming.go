package upload

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/tus/tusd/v2/pkg/filelocker"
	"github.com/tus/tusd/v2/pkg/filestore"
	"github.com/tus/tusd/v2/pkg/handler"
	expslog "golang.org/x/exp/slog"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

// MaxSize is the greatest size of a file, in bytes.
const MaxSize = 50 << 30

// IDHeader is the header of the answer to the last piece of a file: the global
// id of the upload that it became.
const IDHeader = "Upload-Id"

// Names of the metadata that clients send with a file, in the way of
// tus-js-client and Uppy, and of what we add.
const (
	metaName  = "filename"
	metaType  = "filetype"
	metaOwner = "owner"
)

// Incoming takes files piece by piece over HTTP, by the protocol tus 1.0
// (https://tus.io/protocols/resumable-upload). A transfer may break off, be it
// because the server is killed, and go on for a day. It is an http.Handler below
// its base path; the viewer needs PermissionCreate, and to have begun the file.
type Incoming struct {
	service   *Service
	directory string
	tus       http.Handler
}

// NewIncoming returns an Incoming that answers at basePath and keeps unfinished
// files in a directory, which it makes if need be. All processes that answer
// must have the same one.
func NewIncoming(service *Service, directory, basePath string) (*Incoming, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, fmt.Errorf("making the directory of unfinished uploads: %w", err)
	}
	in := &Incoming{service: service, directory: directory}
	files := unfinished{filestore.FileStore{Path: directory, DirModePerm: 0o700, FileModePerm: 0o600}, service.logger}
	composer := handler.NewStoreComposer()
	composer.UseCore(files)
	composer.UseTerminater(files)
	filelocker.New(directory).UseIn(composer)
	tus, err := handler.NewHandler(handler.Config{
		StoreComposer:             composer,
		BasePath:                  basePath,
		MaxSize:                   MaxSize,
		DisableDownload:           true,
		DisableConcatenation:      true,
		Cors:                      &handler.CorsConfig{Disable: true}, // pages of our own only
		Logger:                    expslog.New(expslog.NewTextHandler(io.Discard, nil)),
		PreUploadCreateCallback:   in.begin,
		PreFinishResponseCallback: in.finish,
	})
	if err != nil {
		return nil, fmt.Errorf("setting up uploads: %w", err)
	}
	in.tus = http.StripPrefix(strings.TrimSuffix(basePath, "/"), tus)
	return in, nil
}

// ServeHTTP implements http.Handler.
func (in *Incoming) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := auth.Require(r.Context(), PermissionCreate); err != nil {
		answer(w, refusal(err))
		return
	}
	in.tus.ServeHTTP(w, r)
}

// begin notes whose a file is.
func (in *Incoming) begin(hook handler.HookEvent) (handler.HTTPResponse, handler.FileInfoChanges, error) {
	name, err := cleanName(hook.Upload.MetaData[metaName])
	if err != nil {
		return handler.HTTPResponse{}, handler.FileInfoChanges{}, refusal(err)
	}
	return handler.HTTPResponse{}, handler.FileInfoChanges{MetaData: handler.MetaData{
		metaName: name, metaType: cleanType(hook.Upload.MetaData[metaType]), metaOwner: ownerOf(hook.Context),
	}}, nil
}

// finish keeps a file of which the last piece has come.
func (in *Incoming) finish(hook handler.HookEvent) (answer handler.HTTPResponse, err error) {
	path := hook.Upload.Storage[filestore.StorageKeyPath]
	content, err := os.Open(path)
	if err != nil {
		return answer, refusal(in.service.log(hook.Context, fmt.Errorf("reading an upload that has come: %w", err)))
	}
	defer content.Close()
	kept, err := in.service.Create(hook.Context, hook.Upload.MetaData[metaName], hook.Upload.MetaData[metaType], content, MaxSize)
	if err != nil {
		return answer, refusal(in.service.log(hook.Context, err))
	}
	for _, name := range []string{path, hook.Upload.Storage[filestore.StorageKeyInfoPath]} {
		if err := os.Remove(name); err != nil {
			in.service.logger.WarnContext(hook.Context, "an unfinished upload was left behind", "error", err)
		}
	}
	answer.Header = handler.HTTPHeader{IDHeader: kept.GlobalID().String()}
	return answer, nil
}

// Sweep removes what broken transfers and killed processes have left and nobody
// has gone on with for a day.
func (in *Incoming) Sweep() error {
	now, all := time.Now(), func(string) bool { return true }
	if in.service.directory == "" {
		return sweepDirectory(in.directory, now, all)
	}
	return errors.Join(sweepDirectory(in.directory, now, all), sweepDirectory(in.service.directory, now, halfWritten))
}

// unfinished is where unfinished files are. It lets only those go on with one
// who began it.
type unfinished struct {
	filestore.FileStore
	logger *slog.Logger
}

// NewUpload implements handler.DataStore.
func (u unfinished) NewUpload(ctx context.Context, info handler.FileInfo) (handler.Upload, error) {
	file, err := u.FileStore.NewUpload(ctx, info)
	return unfinishedFile{file, u}, u.explain(ctx, err)
}

// GetUpload implements handler.DataStore.
func (u unfinished) GetUpload(ctx context.Context, id string) (handler.Upload, error) {
	if strings.ContainsAny(id, `/\.`) {
		return nil, handler.ErrNotFound
	}
	file, err := u.FileStore.GetUpload(ctx, id)
	if err != nil {
		return nil, u.explain(ctx, err)
	}
	info, err := file.GetInfo(ctx)
	if err == nil && info.MetaData[metaOwner] != ownerOf(ctx) {
		err = handler.ErrNotFound
	}
	return unfinishedFile{file, u}, u.explain(ctx, err)
}

// AsTerminatableUpload implements handler.TerminaterDataStore.
func (u unfinished) AsTerminatableUpload(file handler.Upload) handler.TerminatableUpload {
	return u.FileStore.AsTerminatableUpload(file.(unfinishedFile).Upload)
}

// explain keeps what is wrong with a disk from being told to clients.
func (u unfinished) explain(ctx context.Context, err error) error {
	var known handler.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	own := problem(err)
	if model.CodeOf(own) == model.CodeInternal {
		u.logger.ErrorContext(ctx, "an upload failed", "error", err)
	}
	return refusal(own)
}

type unfinishedFile struct {
	handler.Upload
	store unfinished
}

// WriteChunk implements handler.Upload.
func (f unfinishedFile) WriteChunk(ctx context.Context, offset int64, src io.Reader) (int64, error) {
	n, err := f.Upload.WriteChunk(ctx, offset, src)
	return n, f.store.explain(ctx, err)
}

func ownerOf(ctx context.Context) string { return fmt.Sprint(auth.ViewerFrom(ctx).UserID) }
