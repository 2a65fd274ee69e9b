"""A PDF of the given pages (each a list of lines), bytes written by hand."""
import sys


def pdf(pages, title='', made='', encrypt=False):
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', None,
               b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>']
    kids = []
    for lines in pages:
        stream = 'BT /F 11 Tf 14 TL 72 760 Td '
        for line in lines:
            line = line.replace('\\', '\\\\').replace('(', '\\(').replace(')', '\\)')
            stream += f'({line}) Tj T* '
        stream = (stream + 'ET').encode('cp1252')
        objects.append(b'<</Length %d>>stream\n%s\nendstream' % (len(stream), stream))
        objects.append(b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R'
                       b'/Resources<</Font<</F 3 0 R>>>>>>' % len(objects))
        kids.append(len(objects))
    objects[1] = b'<</Type/Pages/Count %d/Kids[%s]>>' % (
        len(kids), b' '.join(b'%d 0 R' % k for k in kids))
    objects.append(f'<</Title({title})/CreationDate({made})>>'.encode())
    info = len(objects)
    extra = b''
    if encrypt:
        objects.append(b'<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>' % (b'o' * 32, b'u' * 32))
        extra = b'/Encrypt %d 0 R/ID[(a)(a)]' % len(objects)
    out, at = b'%PDF-1.4\n', []
    for n, o in enumerate(objects, 1):
        at.append(len(out))
        out += b'%d 0 obj%s\nendobj\n' % (n, o)
    table = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1)
    out += b''.join(b'%010d 00000 n \n' % a for a in at)
    return out + b'trailer<</Size %d/Root 1 0 R/Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n' % (
        len(objects) + 1, info, extra, table)


PAGES = [
    ['Yearbook of Relations', '', 'Finland and Sweden', '',
     'The foreign ministers of Finland and Sweden met in Helsinki on May 3, 1988,',
     'and signed an agreement on trade in the Baltic. Both govern-',
     'ments praised it.', '',
     'In June 1988 the prime minister of Sweden visited Helsinki and met the', '', '1'],
    ['Yearbook of Relations', '', 'president of Finland, who thanked him for the visit.', '',
     'The two states opened a joint office in Oslo in 1989. It was to help the firms',
     'of both, as caf\u00e9s and mills had asked.', '', '2'],
    ['Yearbook of Relations', '', 'Norway joined the office in 1990.', '', '3'],
]

if __name__ == '__main__':
    sys.stdout.buffer.write(pdf(PAGES, 'Finland and Sweden', "D:19900612120000Z",
                                'encrypt' in sys.argv))
