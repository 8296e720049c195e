using System.Collections.Concurrent;
using System.Net;
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync.Test;

/// <summary>Archives behind HTTP without a network: files by their URL; everything else is not found. Answers come at once.</summary>
internal sealed class FakeArchive : HttpMessageHandler
{
    internal ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    internal ConcurrentQueue<string> Asked { get; } = [];

    internal Func<string, HttpResponseMessage?>? Answer { get; set; }

    internal void Publish(string source, params IEnumerable<BlockData> blocks)
    {
        foreach (BlockData block in blocks) Files[source + ArchivePath.OfBlock(block.Block.Index)] = ArchiveBlocks.Encode(block);
    }

    internal void PublishMerged(string source, ulong size, IReadOnlyList<BlockData> blocks) =>
        Files[source + ArchivePath.OfMerged(size, blocks[0].Block.Index)] = ArchiveBlocks.EncodeMerged(blocks);

    internal ArchiveFetcher Fetcher(params string[] sources) => new(sources, Options);

    internal ArchiveFetcherOptions Options => new() { HttpHandler = this };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string url = request.RequestUri!.AbsoluteUri;
        Asked.Enqueue(url);
        return Task.FromResult(Answer?.Invoke(url)
            ?? (Files.TryGetValue(url, out byte[]? file) ? Ok(file) : new HttpResponseMessage(HttpStatusCode.NotFound)));
    }

    internal static HttpResponseMessage Ok(byte[] file) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(file) };
}
