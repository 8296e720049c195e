using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MobileCoin.Client.Test.Codes;

public sealed class QrCodeTests
{
    private static readonly QrCode Code = QrCode.Of("mob:///b58/abc");

    [Fact]
    public void Dots_HaveFindersAndAQuietZone()
    {
        Assert.Equal(0, (Code.Size - 8 - 17) % 4);
        for (int i = 0; i < Code.Size; i++)
        {
            for (int edge = 0; edge < 4; edge++) Assert.False(Code.IsDark(edge, i) || Code.IsDark(i, edge) || Code.IsDark(Code.Size - 1 - edge, i) || Code.IsDark(i, Code.Size - 1 - edge));
        }
        foreach ((int row, int column) in ((int, int)[])[(4, 4), (4, Code.Size - 11), (Code.Size - 11, 4)])
        {
            for (int i = 0; i < 7; i++) Assert.True(Code.IsDark(row, column + i) && Code.IsDark(row + 6, column + i) && Code.IsDark(row + 3, column + 3));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Code.IsDark(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Code.IsDark(0, Code.Size));
    }

    [Fact]
    public void Text_ShowsTheSameDots()
    {
        foreach (bool lightOnDark in (bool[])[true, false])
        {
            string[] lines = Code.ToText(lightOnDark).Split('\n');
            for (int row = 0; row < Code.Size; row++)
            {
                for (int column = 0; column < Code.Size; column++)
                {
                    bool drawn = lines[row / 2][column] == '█' || lines[row / 2][column] == (row % 2 == 0 ? '▀' : '▄');
                    Assert.Equal(Code.IsDark(row, column), drawn != lightOnDark);
                }
            }
        }
    }

    [Fact]
    public void Svg_ShowsTheSameDots()
    {
        string svg = Code.ToSvg();
        Assert.StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", svg, StringComparison.Ordinal);
        var dark = new bool[Code.Size, Code.Size];
        string path = svg[(svg.LastIndexOf("d=\"", StringComparison.Ordinal) + 3)..svg.LastIndexOf("\"/>", StringComparison.Ordinal)];
        foreach (string run in path.Split('M', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = run.Split(' ', 'h', 'v');
            for (int i = 0; i < int.Parse(parts[2]); i++) dark[int.Parse(parts[1]), int.Parse(parts[0]) + i] = true;
        }
        for (int row = 0; row < Code.Size; row++)
        {
            for (int column = 0; column < Code.Size; column++) Assert.Equal(Code.IsDark(row, column), dark[row, column]);
        }
    }

    [Fact]
    public void Png_ShowsTheSameDots()
    {
        const int scale = 3;
        byte[] png = Code.ToPng(scale);
        Assert.Equal([0x89, .. "PNG\r\n\x1a\n"u8], png[..8]);
        int size = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        Assert.Equal(Code.Size * scale, size);
        int at = Encoding.Latin1.GetString(png).IndexOf("IDAT", StringComparison.Ordinal);
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at - 4));
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(png, at + 4, length), CompressionMode.Decompress)) zlib.CopyTo(pixels);
        byte[] lines = pixels.ToArray();
        int stride = 1 + ((size + 7) / 8);
        Assert.Equal(stride * size, lines.Length);
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                bool light = (lines[(y * stride) + 1 + (x / 8)] & (0x80 >> (x % 8))) != 0;
                Assert.Equal(!Code.IsDark(y / scale, x / scale), light);
            }
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Code.ToPng(0));
    }

    [Fact]
    public void Of_MoreThanItHolds_IsRefused()
    {
        Assert.Equal(185, QrCode.Of(new string('x', 2331)).Size);
        Assert.Equal(ClientError.InvalidCode, Assert.Throws<MobileCoinException>(() => QrCode.Of(new string('x', 2332))).Error);
    }
}
