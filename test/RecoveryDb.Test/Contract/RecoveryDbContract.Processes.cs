using System.Diagnostics;
using System.Globalization;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb.Test;

public abstract partial class RecoveryDbContract
{
    /// <summary>SIGKILL at any moment: every block that the process said is there, none twice, none half.</summary>
    [Theory]
    [InlineData(RecoveryDbDurability.NoSync)]
    [InlineData(RecoveryDbDurability.Safe)]
    public async Task Database_OfAKilledProcess_IsWhole(RecoveryDbDurability durability)
    {
        CompressedRistretto key = Sample.Key();
        await Db.NewIngressKeyAsync(key, 0);
        var random = new Random(5);
        for (int round = 0; round < 3; round++)
        {
            ulong said = 0;
            using (Process process = IngestingProcess.Start(Store, key, durability))
            {
                int lines = 1 + random.Next(30);
                for (int i = 0; i < lines; i++)
                {
                    string? line = await process.StandardOutput.ReadLineAsync();
                    if (line is null) await process.WaitForExitAsync();
                    Assert.False(line is null, $"in round {round} the process ended after {i} lines{(line is null ? $" with {process.ExitCode}" : "")}");
                    said = ulong.Parse(line!, CultureInfo.InvariantCulture);
                }
                process.Kill();
                await process.WaitForExitAsync();
            }
            IReadOnlyList<IngestedBlockData> blocks = await Db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(0, ulong.MaxValue));
            Assert.True((ulong)blocks.Count > said, $"{blocks.Count} blocks, {said} was entered");
            Assert.All(blocks, b => Assert.Equal(3, b.Records.Count));
            Assert.Equal(3 * blocks.Count, blocks.SelectMany(b => b.Records).Select(r => Convert.ToHexString(r.SearchKey.Span)).Distinct().Count());
            Assert.Equal(round + 1, (await Db.GetIngestableRangesAsync()).Count);
            ulong last = (ulong)blocks.Count - 1;
            Assert.InRange((await Db.GetIngressKeyStatusAsync(key))!.Value.PubkeyExpiry, last + 9, last + 10);
        }
    }
}
