package dag

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// fingerprint hashes all that tells one program from another. The encoding is
// part of stored data: changing it makes every program look new.
func (p *Program[T]) fingerprint(config json.RawMessage) string {
	type nodeShape struct {
		Kind             Kind
		Name, Label      string
		Success, Failure target
	}
	type subprogramShape struct {
		Label string
		Entry target
		Nodes []nodeShape
	}
	shape := struct {
		Name, Version string
		Config        json.RawMessage
		Subprograms   []subprogramShape
	}{Name: p.name, Version: p.version, Config: config}
	for _, s := range p.subprograms {
		sub := subprogramShape{Label: s.label, Entry: s.entry}
		for _, n := range s.nodes {
			sub.Nodes = append(sub.Nodes, nodeShape{n.kind, n.name, n.label, n.onSuccess, n.onFailure})
		}
		shape.Subprograms = append(shape.Subprograms, sub)
	}
	encoded, err := json.Marshal(shape)
	if err != nil {
		panic("dag: a program's shape does not encode: " + err.Error())
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:16])
}
