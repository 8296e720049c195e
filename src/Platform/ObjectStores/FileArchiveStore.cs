using MobileCoin.Hosting;

namespace MobileCoin.ObjectStores;

/// <summary>An archive in a folder of this machine.</summary>
internal sealed class FileArchiveStore(DistributionUri uri) : IArchiveStore
{
    public string Name => uri.Text;

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => Task.FromResult(File.Exists(Path.Combine(uri.Path, path)));

    public async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await AtomicFile.WriteAsync(Path.Combine(uri.Path, path), bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveStoreException($"{path}: {e.Message}", e);
        }
    }

    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        string full = Path.Combine(uri.Path, path);
        try
        {
            long length = new FileInfo(full).Length;
            if (length > mostBytes) throw new IOException($"the file is larger than {mostBytes} bytes");
            return await File.ReadAllBytesAsync(full, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveStoreException($"{path}: {e.Message}", e);
        }
    }

    public Task<IReadOnlyList<string>?> ListAsync(string folder, CancellationToken cancellationToken)
    {
        string full = Path.Combine(uri.Path, folder);
        try
        {
            return Task.FromResult<IReadOnlyList<string>?>(
                Directory.Exists(full) ? [.. Directory.EnumerateFileSystemEntries(full).Select(e => Path.GetFileName(e))] : []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveStoreException($"{folder}: {e.Message}", e);
        }
    }

    public void Dispose()
    {
    }
}
