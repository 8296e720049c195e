namespace MobileCoin.LedgerSync;

/// <summary>Where archive files are written: files are whole or absent. Calls fail with <see cref="ArchiveStoreException"/>.</summary>
internal interface IArchiveStore : IDisposable
{
    /// <summary>The destination, for messages.</summary>
    string Name { get; }

    /// <summary>Whether a file is there.</summary>
    Task<bool> ExistsAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes a file, over one that is there.</summary>
    Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The names of what lies directly in a folder, without slashes; null: the store does not let its folders be read.</summary>
    Task<IReadOnlyList<string>?> ListAsync(string folder, CancellationToken cancellationToken);
}

/// <summary>A store that cannot be read or written just now.</summary>
public sealed class ArchiveStoreException : Exception
{
    internal ArchiveStoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
