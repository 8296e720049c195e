// State files that are not what they should be (fact sheet fog §2.13): a clear word and a start, or a clear word and none; nothing is thrown away.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MobileCoin.Connections;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest.Test;

public sealed class StateFileTests : IAsyncDisposable
{
    private readonly TestChainFiles _chain = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LmdbStore _store = new();

    private string StatePath => _folder["state.file"];

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
        _chain.Dispose();
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("truncated")]
    [InlineData("without its key")]
    [InlineData("noise")]
    [InlineData("of another environment")]
    [InlineData("of a spoilt key")]
    [InlineData("huge")]
    public async Task AFileThatIsNoStateOfThisNode_IsKept_AndTheNodeStartsWithANewKey(string kind)
    {
        IngestSummary before = await StatusAsync();
        byte[] whole = File.ReadAllBytes(StatePath);
        Assert.Equal(before, IngestStateFile.Parser.ParseFrom(whole).Summary);
        byte[] spoilt = Spoil(kind, whole);
        File.WriteAllBytes(StatePath, spoilt);

        IngestSummary after = await StatusAsync();
        Assert.Equal(IngestControllerMode.Idle, after.Mode);
        Assert.NotEqual(before.IngressPubkey, after.IngressPubkey);
        Assert.Equal(spoilt, File.ReadAllBytes(_folder["state.bak"]));
        Assert.Equal(after, IngestStateFile.Parser.ParseFrom(File.ReadAllBytes(StatePath)).Summary);
        // The next start is one like any other, and a second backup does not take the first one's place.
        Assert.Equal(after.IngressPubkey, (await StatusAsync()).IngressPubkey);
        File.WriteAllBytes(StatePath, [1]);
        await StatusAsync();
        Assert.Equal(spoilt, File.ReadAllBytes(_folder["state.bak"]));
        Assert.Equal([1], File.ReadAllBytes(_folder["state.bak.1"]));
    }

    [Fact]
    public async Task AFolderInTheFilesPlace_KeepsTheServerFromStarting()
    {
        Directory.CreateDirectory(StatePath);
        await using IngestRun run = Start();
        (int code, string error) = await run.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains($"--state-file: {StatePath} is a folder", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatMayNotBeWritten_KeepsTheServerFromStarting_AndStaysAsItIs()
    {
        await StatusAsync();
        byte[] whole = File.ReadAllBytes(StatePath);
        File.SetUnixFileMode(StatePath, UnixFileMode.UserRead);
        await using (IngestRun run = Start())
        {
            (int code, string error) = await run.EndAsync();
            Assert.Equal(1, code);
            Assert.Contains("--state-file", error, StringComparison.Ordinal);
            Assert.Contains("cannot be written: it is read-only", error, StringComparison.Ordinal);
        }
        Assert.Equal(whole, File.ReadAllBytes(StatePath));
        File.SetUnixFileMode(StatePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task AFolderThatIsNotThere_KeepsTheServerFromStarting()
    {
        await using var run = new IngestRun(_chain, _store, "node.test:8090", Path.Combine(_folder["nowhere"], "state"));
        (int code, string error) = await run.EndAsync();
        Assert.NotEqual(0, code);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("/a/state", "/a/state.bak")]
    [InlineData("/a/.mc-fog-ingest-state", "/a/.mc-fog-ingest-state.bak")]
    [InlineData("/a.b/state", "/a.b/state.bak")]
    [InlineData("/a/state.key.sealed", "/a/state.key.bak")]
    [InlineData("state.sealed", "state.bak")]
    public void TheBackup_HasTheFilesNameWithAnotherExtension(string path, string backup) => Assert.Equal(backup, StateFile.BackupPath(path));

    [Fact]
    public void ADeathAtAnyMomentOfWriting_LeavesTheOldStateOrTheNew()
    {
        var file = new StateFile(StatePath);
        file.Write(new IngestStateFile { Summary = new IngestSummary { NextBlockIndex = 1 }, SealedIngressKey = ByteString.CopyFromUtf8("key") });
        // What a writer that died left behind.
        File.WriteAllBytes(StatePath + ".new", [0xff]);
        Assert.Equal(1UL, file.Read(sealedKey: true, out string? damage)!.Summary.NextBlockIndex);
        Assert.Null(damage);
        file.Write(new IngestStateFile { Summary = new IngestSummary { NextBlockIndex = 2 }, SealedIngressKey = ByteString.CopyFromUtf8("key") });
        Assert.Equal(2UL, file.Read(sealedKey: true, out _)!.Summary.NextBlockIndex);
        Assert.False(File.Exists(StatePath + ".new"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StatePath));
    }

    private byte[] Spoil(string kind, byte[] whole)
    {
        var state = IngestStateFile.Parser.ParseFrom(whole);
        switch (kind)
        {
            case "empty": return [];
            case "truncated": return whole[..^5];
            case "without its key": return new IngestStateFile { Summary = state.Summary }.ToByteArray();
            case "noise": return Convert.FromHexString("ffeeddccbbaa99887766554433221100");
            case "of another environment":
                File.Delete(StatePath + ".key");
                return whole;
            case "of a spoilt key":
                byte[] key = state.SealedIngressKey.ToByteArray();
                key[^1] ^= 1;
                return new IngestStateFile { Summary = state.Summary, SealedIngressKey = ByteString.CopyFrom(key) }.ToByteArray();
            case "huge": return [.. whole, .. new byte[17 << 20]];
            default: throw new ArgumentException(kind, nameof(kind));
        }
    }

    private IngestRun Start() => new(_chain, _store, "node.test:8090", StatePath);

    private async Task<IngestSummary> StatusAsync()
    {
        await using IngestRun run = Start();
        using ServiceConnection<AccountIngestAPI.AccountIngestAPIClient> server = await run.ConnectAsync();
        IngestSummary summary = await server.CallAsync((api, call) => api.GetStatusAsync(new Empty(), call));
        await run.StopAsync();
        return summary;
    }
}
