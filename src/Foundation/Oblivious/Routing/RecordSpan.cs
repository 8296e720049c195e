namespace MobileCoin.Oblivious.Routing;

internal static class RecordSpan
{
    /// <summary>Bytes of each of so many records in a span.</summary>
    public static int Size(int count, ReadOnlySpan<byte> records, string name)
    {
        if (count == 0 ? records.Length != 0 : records.Length % count != 0)
        {
            throw new ArgumentException($"{name} has {records.Length} bytes, expected a multiple of {count}", name);
        }
        return count == 0 ? 0 : records.Length / count;
    }
}
