// Fog's services and a client that is not ours: Debian's gRPC, stubs of the .proto files, a handshake written for the test (fact sheets fog §8, crypto §6).
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.Network.Test;

public sealed class ForeignClientTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly PythonStubs _python = new(
        Path.Combine(AppContext.BaseDirectory, "Proto"), ["attest.proto", "external.proto", "fog_common.proto", "kex_rng.proto", "report.proto", "view.proto", "ledger.proto"],
        ("cryptography", "python3-cryptography"));

    public void Dispose() => _python.Dispose();

    [Fact]
    public async Task Handshake_AgreesWithTheVectors()
    {
        Assert.SkipWhen(_python.Missing is not null, _python.Missing ?? "");
        string vectors = Path.Combine(VectorsAttribute.Folder, "noise.json");
        Assert.True(int.Parse(await RunAsync("noise.py", "", vectors), CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task PythonClient_GetsReportsRecordsKeyImagesOutputsAndBlocks()
    {
        Assert.SkipWhen(_python.Missing is not null, _python.Missing ?? "");
        await using FogNetwork network = await FogNetwork.CreateAsync(new FogPlan { Streams = true }, Token);
        await network.StartAsync(Token);
        string key = (await network.IngestAsync(0, "activate")).GetProperty("ingress_pubkey").GetString()!;
        var book = new FogBook();
        var payer = new FogPayer(network.ReadAccounts(), book, seed: 5);
        var ingress = RistrettoPublic.Parse(Convert.FromHexString(key));
        network.First.Append(payer.Make(network.First, ingress, [(0, 5), (0, 6), (1, 7), (-1, 8)], []));
        network.First.Append(payer.Make(network.First, ingress, [(0, 9)], [book.Paid[0].KeyImage]));
        network.First.Append(payer.Make(network.First, ingress, [(1, 1)], [book.Paid[2].KeyImage]));
        network.Second.CatchUp(network.First);
        using FogUser user = await network.UserAsync(0, Token);
        while ((await user.CheckAsync(Token)).BlockCount < 4) await Task.Delay(10, Token);
        byte[][] keys = [.. user.SearchKeys(before: 2, after: 2), new byte[1], new byte[17]];
        ILedger ledger = network.First.Ledger;
        ulong count = ledger.NumTxos;
        string unknown = new('7', 64), known = Hex(ledger.GetTxOutByIndex(count - 1));

        foreach (bool streams in (bool[])[false, true])
        {
            var ask = new JsonObject
            {
                ["chain_id"] = FogNetwork.ChainId,
                ["report"] = network.ReportUri.ResponderId,
                ["view"] = streams ? network.ViewRouterUri.ResponderId : network.ViewUri.ResponderId,
                ["view_streams"] = streams,
                ["ledger"] = network.LedgerUri.ResponderId,
                ["search_keys"] = List(keys.Select(Convert.ToHexStringLower)),
                ["key_images"] = List(book.Paid.Take(3).Select(o => Convert.ToHexStringLower(o.KeyImage.ToBytes()))),
                ["indices"] = List<ulong>([0, count - 1, count, ulong.MaxValue]),
                ["blocks"] = new JsonArray(List<ulong>([1, 3]), List<ulong>([3, 9])),
                ["public_keys"] = List<string>([known, unknown]),
            };
            JsonNode expected = JsonNode.Parse($$"""
                {
                  "reports": [ { "id": "", "ingress": "{{key}}", "expiry": 13 } ],
                  "view": { "processed": 4, "known": 4, "txos": {{count}}, "missed": [], "rngs": 1, "codes": [1, 1, 2, 2, 3, 3] },
                  "key_images": { "blocks": 4, "txos": {{count}}, "spent_at": [2, null, 3] },
                  "outputs": { "blocks": 4, "txos": {{count}}, "public_keys": [ "{{Hex(ledger.GetTxOutByIndex(0))}}", "{{known}}", null, null ] },
                  "blocks": { "blocks": 4, "txos": {{count}}, "each": [ [1, {{count - 2}}, 4, 1, 1], [2, {{count - 1}}, 1, 2, 1], [3, {{count}}, 1, 3, 1] ] },
                  "tx_outs": [ [{{count - 1}}, 3], null ]
                }
                """)!;
            JsonNode answer = JsonNode.Parse(await RunAsync("fog_client.py", ask.ToJsonString()))!;
            Assert.Equal(expected.ToJsonString(), answer.ToJsonString());
        }
    }

    private static string Hex(TxOut output) => Convert.ToHexStringLower(output.PublicKey.ToBytes());

    private static JsonArray List<T>(IEnumerable<T> items) => [.. items.Select(i => JsonValue.Create(i))];

    private async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        using Process process = _python.Start(Path.Combine(AppContext.BaseDirectory, "Python", script), arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync(Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
