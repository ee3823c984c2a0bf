package resolvers_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// multipart carries out testdata/NAME.graphql with a file, in the way of the
// GraphQL multipart request specification, and compares the answer.
func (c *client) multipart(t *testing.T, name, fileName, content string) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	query, err := os.ReadFile(path + ".graphql")
	if err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file := func() error {
		if err := form.WriteField("operations", requestOf(string(query), `{"file":null}`)); err != nil {
			return err
		}
		if err := form.WriteField("map", `{"0":["variables.file"]}`); err != nil {
			return err
		}
		part, err := form.CreateFormFile("0", fileName)
		if err != nil {
			return err
		}
		if _, err := part.Write([]byte(content)); err != nil {
			return err
		}
		return form.Close()
	}
	if err := file(); err != nil {
		t.Fatal(err)
	}
	request := c.request(t, http.MethodPost, body.String())
	request.Header.Set("Content-Type", form.FormDataContentType())
	compare(t, path+".json", c.send(t, request).body)
}

const shelf = "Item No;Labels;Text\nM-100;2;\n00420;x;Butter, salted\n\nM-100;3;\nnew;1;\n;;\"two\nlines\"\n"

func TestFileStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	ann := a.user(t, "ann", "product.view", "batch.*", "job.*", "upload.create")
	bob := a.user(t, "bob", "product.view", "batch.*", "job.*")

	ann.golden(t, "files/types")
	ann.multipart(t, "files/create-upload", `C:\shelves\shelf 7.csv`, shelf)
	for _, step := range []string{"inspect", "inspect-overruled", "inspect-bad", "create", "create"} {
		ann.golden(t, "files/"+step)
	}
	a.populated(t, 1)
	ann.golden(t, "files/report")
	ann.golden(t, "files/rejected")
	a.populated(t, 3) // repeating a request has used up a number
	ann.golden(t, "files/rejected-report")
	ann.golden(t, "files/populate")
	a.populated(t, 3)
	ann.golden(t, "files/rejected-report")
	ann.golden(t, "files/delete-upload")
	ann.multipart(t, "files/upload-batch", "two.csv", "sku\nM-100\nB-1\n")
	ann.multipart(t, "files/upload-batch-bad", "none.csv", "price\n1\n")
	ann.golden(t, "files/uploads")

	// Another user sees the batch, and not the file.
	refused := bob.do(t, `{ upload(id: "Upload:1") { id } batch(id: "Batch:1") { upload { id } fileReport { linesRead } } }`, "")
	if got := string(refused.body); !strings.Contains(got, `"upload":null`) || strings.Contains(got, "VXBsb2Fk") || !strings.Contains(got, `"linesRead":8`) {
		t.Errorf("another user gets %s", got)
	}
	if answer := bob.do(t, `mutation { createBatchFromUpload(input: {type: "labels", uploadId: "Upload:1"}) { batch { id } } }`, ""); answer.code() != "NOT_FOUND" {
		t.Errorf("another user's batch of the file: %s", answer.body)
	}
}

func TestHandStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	for _, step := range []string{"create", "add", "scan", "scan-bad", "history"} {
		buyer.golden(t, "hand/"+step)
	}
}
