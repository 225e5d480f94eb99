package db

import (
	"encoding/json"
	"strings"

	"florilegium/clipper"
)

// packedBlock is a block without its text, which is stored once, as the flat
// text of the article.
type packedBlock struct {
	clipper.Block
	Bytes int `json:"n"`
}

// packBlocks is the layout of an article: its blocks without their texts.
func packBlocks(blocks []clipper.Block) ([]byte, error) {
	list := make([]packedBlock, len(blocks))
	for i, b := range blocks {
		list[i] = packedBlock{b, len(b.Text)}
		list[i].Text = ""
	}
	return packJSON(list)
}

// unpackBlocks puts text and layout together again.
func unpackBlocks(text string, layout []byte) ([]clipper.Block, error) {
	var list []packedBlock
	if err := unpackJSON(layout, &list); err != nil {
		return nil, err
	}
	blocks := make([]clipper.Block, len(list))
	for i, p := range list {
		if i > 0 {
			if !strings.HasPrefix(text, "\n") {
				return nil, damagedText()
			}
			text = text[1:]
		}
		if p.Bytes < 0 || p.Bytes > len(text) {
			return nil, damagedText()
		}
		blocks[i] = p.Block
		blocks[i].Text, text = text[:p.Bytes], text[p.Bytes:]
	}
	if text != "" {
		return nil, damagedText()
	}
	return blocks, nil
}

func damagedText() error {
	return clipper.Errorf(clipper.Damaged, nil, "Run `florilegium doctor`, or restore a copy", "the text of the article is damaged")
}

func packJSON(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return pack(data), nil
}

func unpackJSON(data []byte, v any) error {
	raw, err := unpack(data)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return damagedText()
	}
	return nil
}

func toJSON(v any) (string, error) {
	data, err := json.Marshal(v)
	return string(data), err
}

func fromJSON(text string, v any) error {
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return damagedText()
	}
	return nil
}
