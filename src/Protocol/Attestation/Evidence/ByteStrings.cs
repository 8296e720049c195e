// Lists of byte strings inside immutable messages.
namespace MobileCoin.Attestation;

internal static class ByteStrings
{
    internal static byte[][] Copy(IReadOnlyList<byte[]> strings)
    {
        ArgumentNullException.ThrowIfNull(strings);
        byte[][] copies = new byte[strings.Count][];
        for (int i = 0; i < copies.Length; i++) copies[i] = (byte[])strings[i].Clone();
        return copies;
    }

    internal static bool Equal(IReadOnlyList<byte[]> a, IReadOnlyList<byte[]> b)
    {
        if (a.Count != b.Count) return false;
        for (int i = 0; i < a.Count; i++)
        {
            if (!a[i].AsSpan().SequenceEqual(b[i])) return false;
        }
        return true;
    }
}
