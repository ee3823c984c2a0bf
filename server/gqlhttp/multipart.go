package gqlhttp

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"mime"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"github.com/sluicehq/sluice/model"
)

// uploadMemory is the size from which uploads go to temporary files.
const uploadMemory = 1 << 20

// multipart is the transport for small uploads, as the GraphQL multipart request
// specification has it.
type multipart struct{ limits Limits }

// Supports implements graphql.Transport.
func (multipart) Supports(r *http.Request) bool {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && r.Method == http.MethodPost && media == "multipart/form-data"
}

// Do implements graphql.Transport.
func (t multipart) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	refused := checkCSRF(r)
	switch {
	case refused != nil:
	case r.ContentLength < 0:
		refused = &refusal{http.StatusLengthRequired, &model.Error{Code: model.CodeInvalid, Message: "Say how long the request is: send Content-Length."}}
	case r.ContentLength > t.limits.Upload:
		refused = tooLarge(r, t.limits.Upload)
	}
	if refused != nil {
		Refuse(w, r, refused.status, refused.Error)
		return
	}
	answer := &answer{header: http.Header{}, status: http.StatusOK}
	if !t.run(answer, r, exec) || answer.echoes() {
		Refuse(w, r, http.StatusBadRequest, &model.Error{
			Code:    model.CodeInvalid,
			Message: "The request does not have the form of a GraphQL multipart request: first operations, then map, then the files that map names.",
		})
		return
	}
	h := w.Header()
	h.Set("Content-Type", typeJSON+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(answer.status)
	_, _ = w.Write(answer.body.Bytes())
}

// run reports whether the request could be read: gqlgen panics when a file's
// place in the variables does not exist.
func (t multipart) run(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) (ok bool) {
	defer func() {
		if cause := recover(); cause != nil {
			slog.WarnContext(r.Context(), "panic while reading a multipart request", "panic", cause)
			ok = false
		}
	}()
	transport.MultipartForm{MaxUploadSize: t.limits.Upload, MaxMemory: uploadMemory}.Do(w, r, exec)
	return true
}

// answer holds gqlgen's response back.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) { a.status = status }

// Write implements http.ResponseWriter.
func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }

// echoes reports whether the response has errors that did not go through the
// presenter, which can repeat parts of the request.
func (a *answer) echoes() bool {
	if a.status == http.StatusOK {
		return false
	}
	var response struct {
		Errors []struct {
			Extensions struct{ Code string }
		}
	}
	if json.Unmarshal(a.body.Bytes(), &response) != nil {
		return true
	}
	for _, err := range response.Errors {
		if err.Extensions.Code == "" {
			return true
		}
	}
	return false
}
