// QR codes for terminals, pages and pictures. The matrix is QRCoder's; half blocks and SVG are drawn here.
using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;
using QRCoder.Exceptions;

namespace MobileCoin.Client;

/// <summary>A text as a QR code. Immutable.</summary>
public sealed class QrCode
{
    private const int QuietZone = 4;

    private readonly bool[,] _dark;

    private QrCode(bool[,] dark) => _dark = dark;

    /// <summary>Dots along an edge, with the quiet zone of four on either side.</summary>
    public int Size => _dark.GetLength(0);

    /// <summary>The QR code of a text, with error correction of level M (15 %).</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidCode"/>: more than a QR code holds, 2,331 bytes.</exception>
    public static QrCode Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using QRCodeData data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
            return new QrCode(Read(data.ModuleMatrix));
        }
        catch (DataTooLongException e)
        {
            throw new MobileCoinException(ClientError.InvalidCode, "the text is more than a QR code holds", e);
        }
    }

    /// <summary>Whether a dot is dark.</summary>
    /// <param name="row">0 to <see cref="Size"/> - 1, from the top.</param>
    /// <param name="column">0 to <see cref="Size"/> - 1, from the left.</param>
    public bool IsDark(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Size, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Size, nameof(column));
        return _dark[row, column];
    }

    /// <summary>For a terminal: two dots a character, one above the other; lines end with a line feed.</summary>
    /// <param name="lightOnDark">The terminal writes light on dark, as most do: light dots are drawn. False draws the dark ones.</param>
    public string ToText(bool lightOnDark = true)
    {
        var text = new StringBuilder(((Size + 1) / 2) * (Size + 1));
        for (int row = 0; row < Size; row += 2)
        {
            for (int column = 0; column < Size; column++)
            {
                bool upper = _dark[row, column] != lightOnDark, lower = (row + 1 < Size && _dark[row + 1, column]) != lightOnDark;
                text.Append((upper, lower) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' });
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>For a page: an SVG element of its own, black on white, that scales to any size.</summary>
    public string ToSvg()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Size} {Size}\" shape-rendering=\"crispEdges\" role=\"img\">");
        svg.Append("<path fill=\"#fff\" d=\"").Append(CultureInfo.InvariantCulture, $"M0 0h{Size}v{Size}H0z\"/><path fill=\"#000\" d=\"");
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                if (!_dark[row, column]) continue;
                int first = column;
                while (column + 1 < Size && _dark[row, column + 1]) column++;
                svg.Append(CultureInfo.InvariantCulture, $"M{first} {row}h{column - first + 1}v1h-{column - first + 1}z");
            }
        }
        return svg.Append("\"/></svg>").ToString();
    }

    /// <summary>A picture: the bytes of a PNG file, black on white.</summary>
    /// <param name="pixelsPerDot">1 to 100.</param>
    public byte[] ToPng(int pixelsPerDot = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixelsPerDot, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixelsPerDot, 100);
        return PngImage.Encode(_dark, pixelsPerDot);
    }

    private static bool[,] Read(List<BitArray> rows)
    {
        // The matrix has its quiet zone already.
        var dark = new bool[rows.Count, rows.Count];
        for (int row = QuietZone; row < rows.Count - QuietZone; row++)
        {
            for (int column = QuietZone; column < rows.Count - QuietZone; column++) dark[row, column] = rows[row][column];
        }
        return dark;
    }
}
