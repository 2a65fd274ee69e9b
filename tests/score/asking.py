"""What `demarche actors|times|places` prints of documents, for the scorers beside."""
import collections
import json
import subprocess
import tempfile


def ask(demarche, verb, documents):
    """documents: (id, text, date or ''); -> {id: [what was printed]}."""
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as f:
        for name, text, date in documents:
            f.write(json.dumps({'id': name, 'text': text, **({'date': date} if date else {})})
                    + '\n')
        f.flush()
        out = subprocess.run([demarche, verb, '-q', f.name], check=True,
                             stdout=subprocess.PIPE, encoding='utf-8').stdout
    made = collections.defaultdict(list)
    for row in map(json.loads, out.splitlines()):
        made[row['doc']].append(row)
    return made
