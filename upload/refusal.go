package upload

import (
	"context"
	"errors"
	"net/http"

	"github.com/tus/tusd/v2/pkg/handler"

	"github.com/sluicehq/sluice/model"
)

// statuses are those that clients of tus get; the others get 400.
var statuses = map[model.Code]int{
	model.CodeUnauthenticated: http.StatusUnauthorized,
	model.CodeForbidden:       http.StatusForbidden,
	model.CodeNotFound:        http.StatusNotFound,
	model.CodeLimit:           http.StatusInsufficientStorage,
	model.CodeInternal:        http.StatusInternalServerError,
}

// refusal is an error as clients of tus get it: the message alone, as text.
func refusal(err error) handler.Error {
	own := &model.Error{Code: model.CodeInternal, Message: "An internal error occurred. It has been logged."}
	errors.As(err, &own)
	status := statuses[own.Code]
	if status == 0 {
		status = http.StatusBadRequest
	}
	refused := handler.NewError(string(own.Code), own.Message, status)
	refused.HTTPResponse.Body = own.Message + "\n"
	return refused
}

// answer sends a refusal.
func answer(w http.ResponseWriter, refused handler.Error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(refused.HTTPResponse.StatusCode)
	_, _ = w.Write([]byte(refused.HTTPResponse.Body))
}

// log notes an error that is ours, and returns it.
func (s *Service) log(ctx context.Context, err error) error {
	if model.CodeOf(err) == model.CodeInternal {
		s.logger.ErrorContext(ctx, "an upload failed", "error", err)
	}
	return err
}
