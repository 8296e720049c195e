using System.Collections.Concurrent;

namespace MobileCoin.LedgerSync.Test;

/// <summary>A destination in memory that may fail, and may keep its folders to itself.</summary>
internal sealed class MemoryStore : IArchiveStore
{
    internal ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    internal bool IsListable { get; set; } = true;

    internal int Calls { get; private set; }

    /// <summary>How many calls fail before the next one that does not.</summary>
    internal int Failures { get; set; }

    /// <summary>The write that the process dies in, counted from 1.</summary>
    internal int DiesAt { get; set; }

    internal int Writes { get; private set; }

    public string Name => "memory";

    public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken)
    {
        Count();
        return Task.FromResult(Files.ContainsKey(path));
    }

    public Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Count();
        if (++Writes == DiesAt) throw new DiedException();
        Files[path] = bytes.ToArray();
        return Task.CompletedTask;
    }

    public Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        Count();
        return Task.FromResult(Files.GetValueOrDefault(path));
    }

    public Task<IReadOnlyList<string>?> ListAsync(string folder, CancellationToken cancellationToken)
    {
        Count();
        if (!IsListable) return Task.FromResult<IReadOnlyList<string>?>(null);
        string prefix = folder.Length == 0 ? "" : folder + "/";
        return Task.FromResult<IReadOnlyList<string>?>(
            [.. Files.Keys.Where(f => f.StartsWith(prefix, StringComparison.Ordinal)).Select(f => f[prefix.Length..].Split('/')[0]).Distinct()]);
    }

    public void Dispose()
    {
    }

    private void Count()
    {
        Calls++;
        if (Failures-- > 0) throw new ArchiveStoreException("away", new IOException());
    }

    internal sealed class DiedException : Exception;
}
