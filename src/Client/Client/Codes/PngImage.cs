// PNG files of one bit a dot: signature, IHDR, IDAT, IEND.
using System.Buffers.Binary;
using System.IO.Compression;
using MobileCoin.Crypto;

namespace MobileCoin.Client;

internal static class PngImage
{
    /// <summary>The file of a square of dots, each so many pixels wide and high; dark dots are black, others white.</summary>
    internal static byte[] Encode(bool[,] dark, int pixelsPerDot)
    {
        int size = dark.GetLength(0) * pixelsPerDot;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], size);
        header[8] = 1; // one bit a pixel, shades of grey
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(dark, pixelsPerDot));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(bool[,] dark, int pixelsPerDot)
    {
        int size = dark.GetLength(0) * pixelsPerDot;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] line = new byte[1 + ((size + 7) / 8)];
            for (int y = 0; y < size; y++)
            {
                Array.Clear(line); // the first byte: no filter
                for (int x = 0; x < size; x++)
                {
                    if (!dark[y / pixelsPerDot, x / pixelsPerDot]) line[1 + (x / 8)] |= (byte)(0x80 >> (x % 8));
                }
                zlib.Write(line);
            }
        }
        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [.. type, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.ComputeVartime(chunk));
        file.Write(number);
    }
}
