/* Wagtail's text editor: "in Traditional say …", keys for the marks, and how a paragraph reads.
   What it is called comes translated from kb/wording/features.py. */
(() => {
  const { React, DraftJS, draftail } = window;
  if (!React || !DraftJS || !draftail) return;
  const { EditorState, Modifier, RichUtils, SelectionState, convertToRaw } = DraftJS;
  const h = React.createElement;
  const SAID = "SAY";
  const KEPT = "KEEP";
  const HAN = /[\u3400-\u9fff\uf900-\ufaff]/;

  /* --- "In Traditional say …" ------------------------------------------------ */

  /* The whole range of an entity in the block where the selection begins. */
  const rangeOf = (editorState, entityKey) => {
    const key = editorState.getSelection().getStartKey();
    const block = editorState.getCurrentContent().getBlockForKey(key);
    let range = null;
    block.findEntityRanges(
      (character) => character.getEntity() === entityKey,
      (start, end) => {
        range = SelectionState.createEmpty(key).merge({ anchorOffset: start, focusOffset: end });
      },
    );
    return range;
  };

  const textOf = (editorState, selection) => {
    const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
    const sameBlock = selection.getStartKey() === selection.getEndKey();
    return block
      .getText()
      .slice(selection.getStartOffset(), sameBlock ? selection.getEndOffset() : undefined);
  };

  class SaySource extends React.Component {
    componentDidMount() {
      const { editorState, entity, entityKey, entityType, onClose } = this.props;
      this.selection = (entityKey && rangeOf(editorState, entityKey)) || editorState.getSelection();
      const text = textOf(editorState, this.selection);
      if (!text.trim()) {
        onClose();
        return;
      }
      this.close = (event) => {
        event.preventDefault();
        onClose();
      };
      window.jQuery(document.body).on("hidden.bs.modal", this.close);
      this.workflow = window.ModalWorkflow({
        url: entityType.chooserUrls.words,
        urlParams: { text, marked: entity ? "1" : "", ...(entity ? entity.getData() : {}) },
        onload: {
          words: (modal) => modal.ajaxifyForm(window.jQuery("form", modal.body)),
          chosen: (modal, json) => {
            modal.respond("chosen", json.words);
            modal.close();
          },
        },
        responses: { chosen: (words) => this.choose(words) },
        onError: () => onClose(),
      });
    }

    componentWillUnmount() {
      if (this.close) window.jQuery(document.body).off("hidden.bs.modal", this.close);
    }

    choose(words) {
      const { editorState, onComplete } = this.props;
      let content = editorState.getCurrentContent();
      let key = null;
      if (Object.keys(words).length) {
        content = content.createEntity(SAID, "MUTABLE", words);
        key = content.getLastCreatedEntityKey();
      }
      content = Modifier.applyEntity(content, this.selection, key);
      const changed = EditorState.push(editorState, content, "apply-entity");
      const end = this.selection.merge({
        anchorKey: this.selection.getEndKey(),
        anchorOffset: this.selection.getEndOffset(),
        focusKey: this.selection.getEndKey(),
        focusOffset: this.selection.getEndOffset(),
        isBackward: false,
      });
      onComplete(EditorState.forceSelection(changed, end));
    }

    render() {
      return null;
    }
  }

  const Said = ({ entityKey, contentState, onEdit, children }) => {
    const words = contentState.getEntity(entityKey).getData();
    const title = ["zh-hant", "zh-hk", "zh-hans"]
      .filter((to) => words[to])
      .map((to) => words[to])
      .join(" · ");
    return h(
      "span",
      {
        className: "wording-said",
        "data-draftail-trigger": true,
        role: "button",
        title,
        onMouseUp: () => onEdit(entityKey),
      },
      children,
      h("span", { className: "wording-said__words", contentEditable: false, "data-words": title }),
    );
  };

  draftail.registerPlugin({ type: SAID, source: SaySource, decorator: Said }, "entityTypes");

  /* --- Keys ------------------------------------------------------------------ */

  /* React tells of no event.code. */
  const [KEY_K, KEY_T] = [75, 84];

  const press = (event, name) => {
    const editor = event.target.closest("[data-draftail-editor-wrapper]");
    const button = editor && editor.querySelector(`[role="toolbar"] [name="${name}"]`);
    if (button) button.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
  };

  draftail.registerPlugin(
    {
      type: "wording-keys",
      keyBindingFn: (event) => {
        if (!event.altKey || !(event.ctrlKey || event.metaKey)) return undefined;
        if (event.keyCode === KEY_K) return "wording-keep";
        if (event.keyCode === KEY_T) {
          press(event.nativeEvent || event, SAID);
          return "wording-say";
        }
        return undefined;
      },
      handleKeyCommand: (command, editorState, ...others) => {
        if (command !== "wording-keep") {
          return command === "wording-say" ? "handled" : "not-handled";
        }
        /* Which argument it is differs with the version of the plugin editor. */
        const { setEditorState } = others.find((one) => one && one.setEditorState);
        setEditorState(RichUtils.toggleInlineStyle(editorState, KEPT));
        return "handled";
      },
    },
    "plugins",
  );

  /* --- How a paragraph reads ------------------------------------------------- */

  /* The paragraphs under the selection, as Draftail stores them. */
  const paragraphs = (editorState) => {
    const selection = editorState.getSelection();
    const raw = convertToRaw(editorState.getCurrentContent());
    const keys = raw.blocks.map((block) => block.key);
    const first = keys.indexOf(selection.getStartKey());
    const last = keys.indexOf(selection.getEndKey());
    return { ...raw, blocks: raw.blocks.slice(first, last + 1) };
  };

  const token = () => {
    const field = document.querySelector('[name="csrfmiddlewaretoken"]');
    return field ? field.value : "";
  };

  class Reading extends React.Component {
    constructor(props) {
      super(props);
      this.state = { open: false, rows: null, failed: false };
      this.toggle = this.toggle.bind(this);
      this.asked = "";
    }

    componentDidUpdate() {
      if (this.state.open) this.ask();
    }

    componentWillUnmount() {
      window.clearTimeout(this.timer);
      if (this.request) this.request.abort();
    }

    toggle() {
      this.asked = "";
      this.setState(({ open }) => ({ open: !open, rows: null, failed: false }));
    }

    ask() {
      const content = paragraphs(this.props.getEditorState());
      const body = JSON.stringify({ content, address: window.location.pathname });
      if (body === this.asked) return;
      this.asked = body;
      window.clearTimeout(this.timer);
      if (!content.blocks.some((block) => HAN.test(block.text))) {
        this.setState({ rows: [], failed: false });
        return;
      }
      this.timer = window.setTimeout(() => this.send(body), 250);
    }

    send(body) {
      if (this.request) this.request.abort();
      this.request = new AbortController();
      fetch(this.props.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body,
        signal: this.request.signal,
      })
        .then((response) => {
          if (!response.ok) throw new Error(response.statusText);
          return response.json();
        })
        .then(({ rows }) => this.setState({ rows, failed: false }))
        .catch((error) => {
          if (error.name !== "AbortError") this.setState({ rows: null, failed: true });
        });
    }

    row({ to, lang, pieces }) {
      const { labels } = this.props;
      return h(
        "div",
        { key: to, className: "wording-reading__row" },
        h("dt", null, labels[to]),
        h(
          "dd",
          { lang },
          pieces.map(({ text, kind, title }, number) =>
            kind
              ? h("span", { key: number, className: `wording-reading__${kind}`, title }, text)
              : text,
          ),
        ),
      );
    }

    answer() {
      const { labels } = this.props;
      const { rows, failed } = this.state;
      if (failed) return h("p", null, labels.failed);
      if (!rows) return null;
      if (!rows.length) return h("p", null, labels.empty);
      const doubtful = rows.some(({ pieces }) => pieces.some(({ kind }) => kind === "doubt"));
      return [
        h("dl", { key: "rows" }, rows.map((row) => this.row(row))),
        doubtful && h("p", { key: "doubt" }, labels.doubt),
      ];
    }

    render() {
      const { labels, getEditorState } = this.props;
      const { open } = this.state;
      if (!open && !HAN.test(getEditorState().getCurrentContent().getPlainText())) return null;
      return h(
        "div",
        { className: "wording-reading" },
        h(
          "button",
          {
            type: "button",
            className: "wording-reading__button",
            "aria-expanded": open,
            onClick: this.toggle,
          },
          labels.show,
        ),
        open && h("div", { className: "wording-reading__answer", "aria-live": "polite" }, this.answer()),
      );
    }
  }

  const options = () => JSON.parse(document.getElementById("wording-reading").textContent);
  draftail.registerPlugin(
    {
      type: "reading",
      meta: (props) =>
        document.getElementById("wording-reading") ? h(Reading, { ...options(), ...props }) : null,
    },
    "controls",
  );
})();
