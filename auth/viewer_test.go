package auth_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

func TestCan(t *testing.T) {
	t.Parallel()
	tests := []struct {
		granted, wanted string
		want            bool
	}{
		{"product.view", "product.view", true},
		{"product.view", "product.edit", false},
		{"product.view", "product", false},
		{"product", "product.view", false},
		{"admin", "batch.labels.execute", true},
		{"administrator", "batch.labels.execute", false},
		{"batch.labels.*", "batch.labels.execute", true},
		{"batch.labels.*", "batch.labels.row.edit", true},
		{"batch.labels.*", "batch.labels", false},
		{"batch.labels.*", "batch.labelsx.execute", false},
		{"batch.*", "batch.labels.execute", true},
		{"batch.*.view", "batch.labels.view", true},
		{"batch.*.view", "batch.labels.execute", false},
		{"batch.*.view", "batch.labels.row.view", false},
		{"batch.*.view", "batch.view", false},
		{"operation.new-post.run", "operation.new-post.run", true},
	}
	for _, tt := range tests {
		t.Run(tt.granted+" for "+tt.wanted, func(t *testing.T) {
			t.Parallel()
			if got := auth.NewViewer(1, "ann", "Ann", "job.view", tt.granted).Can(tt.wanted); got != tt.want {
				t.Errorf("Can = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		granted []string
		want    []string
		every   bool
	}{
		{nil, nil, false},
		{[]string{"job.packsize.view"}, nil, false},
		{[]string{"operation.mail.view", "operation.import-stock.view", "operation.mail.run"}, []string{"import-stock", "mail"}, false},
		{[]string{"operation.mail.*", "operation.*.run"}, []string{"mail"}, false},
		{[]string{"operation.*.view"}, nil, true},
		{[]string{"operation.*"}, nil, true},
		{[]string{"admin"}, nil, true},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.granted, ","), func(t *testing.T) {
			t.Parallel()
			words, every := auth.NewViewer(1, "ann", "Ann", tt.granted...).
				Words(func(word string) string { return "operation." + word + ".view" })
			if !slices.Equal(words, tt.want) || every != tt.every {
				t.Errorf("Words = %v, %v; want %v, %v", words, every, tt.want, tt.every)
			}
		})
	}
}

func TestRequire(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		viewer *auth.Viewer
		want   model.Code
	}{
		{"nobody", nil, model.CodeUnauthenticated},
		{"guest without it", auth.NewViewer(0, "", ""), model.CodeUnauthenticated},
		{"guest with it", auth.NewViewer(0, "", "", "product.view"), ""},
		{"user without it", auth.NewViewer(7, "ann", "Ann", "product.edit"), model.CodeForbidden},
		{"user with it", auth.NewViewer(7, "ann", "Ann", "product.view"), ""},
		{"system", auth.System(), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ctx := auth.WithViewer(t.Context(), tt.viewer)
			if got := model.CodeOf(auth.Require(ctx, "product.view")); got != tt.want {
				t.Errorf("code = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestViewerID(t *testing.T) {
	t.Parallel()
	if id := auth.System().ID(); id != nil {
		t.Errorf("the system has user id %d", *id)
	}
	if id := auth.ViewerFrom(t.Context()).ID(); id != nil {
		t.Errorf("a guest has user id %d", *id)
	}
	if id := auth.NewViewer(7, "ann", "Ann").ID(); id == nil || *id != 7 {
		t.Errorf("id = %v, want 7", id)
	}
}
