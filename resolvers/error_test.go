package resolvers_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/resolvers"
)

// Not in parallel: it takes the place of the default logger.
func TestInternalErrorsAreLoggedAndNotShown(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	shown := resolvers.Present(t.Context(), gqlerror.WrapPath(nil, errors.New("the disk is gone")))
	if shown.Extensions["code"] == nil || strings.Contains(shown.Error(), "disk") {
		t.Errorf("shown is %v with %v", shown, shown.Extensions)
	}
	if !strings.Contains(log.String(), "the disk is gone") {
		t.Errorf("the log says %s", &log)
	}
}
