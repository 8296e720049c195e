namespace MobileCoin.LedgerSync;

/// <summary>Reads what a stranger sends without believing how much it will be.</summary>
internal static class BoundedBytes
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>All bytes of a stream; null: there are more than allowed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="told">How many there are said to be, at most <paramref name="most"/>; 0: nothing was said.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, long told, long most, CancellationToken cancellationToken)
    {
        // The buffer grows with what arrives: a host that announces much and sends little costs little.
        byte[] buffer = new byte[Math.Min(told == 0 ? FirstBuffer : told + 1, FirstBuffer * 16)];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > most) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(Math.Min(2L * length, most + 1), Array.MaxLength));
        }
    }
}
