namespace MobileCoin.ObjectStores;

/// <summary>Where files are archived: they are whole or absent. Calls fail with <see cref="ArchiveStoreException"/>.</summary>
public interface IArchiveStore : IDisposable
{
    /// <summary>The destination, for messages.</summary>
    string Name { get; }

    /// <summary>Whether a file is there.</summary>
    Task<bool> ExistsAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes a file, over one that is there.</summary>
    Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Reads a file; null if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">A larger one is a failure.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken);

    /// <summary>The names of what lies directly in a folder, without slashes; null: the store does not let its folders be read.</summary>
    Task<IReadOnlyList<string>?> ListAsync(string folder, CancellationToken cancellationToken);
}

/// <summary>A store that cannot be read or written just now.</summary>
public sealed class ArchiveStoreException : Exception
{
    /// <summary>With what was tried, and why it failed.</summary>
    public ArchiveStoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>Opens stores.</summary>
public static class ArchiveStores
{
    /// <summary>The store of a destination.</summary>
    /// <param name="destination">A folder or a bucket.</param>
    /// <param name="variable">
    /// The environment, for buckets: AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL_S3,
    /// AWS_ENDPOINT_URL.
    /// </param>
    public static IArchiveStore Open(DistributionUri destination, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination.Bucket is null ? new FileArchiveStore(destination) : new S3ArchiveStore(destination, variable);
    }
}
