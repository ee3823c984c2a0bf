package server

import (
	"errors"
	"net/http"

	"github.com/sluicehq/sluice/model"
)

func asModelError(err error) (own *model.Error, ok bool) {
	ok = errors.As(err, &own)
	return own, ok
}

// statusOf is the HTTP status for an error outside of GraphQL.
func statusOf(code model.Code) int {
	switch code {
	case model.CodeInvalid:
		return http.StatusBadRequest
	case model.CodeUnauthenticated:
		return http.StatusUnauthorized
	case model.CodeForbidden:
		return http.StatusForbidden
	case model.CodeNotFound:
		return http.StatusNotFound
	case model.CodeConflict:
		return http.StatusConflict
	case model.CodeLimit:
		return http.StatusTooManyRequests
	default:
		return http.StatusInternalServerError
	}
}
