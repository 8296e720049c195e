using System.Diagnostics;
using System.Globalization;
using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb.Test;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProcessTests() => Ledger.Create(_folder.Path);

    public void Dispose() => _folder.Dispose();

    /// <summary>SIGKILL at any moment: the ledger opens without repair, and has every block that the process said it had appended.</summary>
    [Theory]
    [InlineData(LedgerDurability.NoSync)]
    [InlineData(LedgerDurability.Safe)]
    public void Ledger_OfAKilledProcess_OpensAndIsWhole(LedgerDurability durability)
    {
        var random = new Random(5);
        for (int round = 0; round < 4; round++)
        {
            ulong said = 0;
            using (Process process = AppendingProcess.Start(_folder.Path, durability))
            {
                int lines = 1 + random.Next(40);
                for (int i = 0; i < lines; i++) said = ulong.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
                process.Kill();
                process.WaitForExit();
            }
            using Ledger ledger = Ledger.Open(_folder.Path);
            Assert.True(ledger.NumBlocks > said, $"{ledger.NumBlocks} blocks, {said} was appended");
            CheckWhole(ledger);
        }
    }

    [Fact]
    public void Ledger_ThatAnotherProcessWrites_IsReadHere()
    {
        const ulong blocks = 30;
        using Ledger reader = Ledger.Open(_folder.Path, new LedgerOptions { ReadOnly = true });
        using Process process = AppendingProcess.Start(_folder.Path, LedgerDurability.NoSync, blocks);
        while (process.StandardOutput.ReadLine() is { } line)
        {
            ulong index = ulong.Parse(line, CultureInfo.InvariantCulture);
            Assert.True(reader.NumBlocks > index);
            Assert.Equal(index, reader.GetBlock(index).Index);
        }
        process.WaitForExit();
        Assert.Equal(blocks, reader.NumBlocks);
        CheckWhole(reader);
    }

    [Fact]
    public void Ledger_ThatTwoProcessesWrite_TakesEachBlockOnce()
    {
        Ledger.Open(_folder.Path).Dispose();
        using (Process process = AppendingProcess.Start(_folder.Path, LedgerDurability.NoSync, 20)) process.WaitForExit();
        using Ledger ledger = Ledger.Open(_folder.Path, new LedgerOptions { Durability = LedgerDurability.NoSync });
        using Process other = AppendingProcess.Start(_folder.Path, LedgerDurability.NoSync, 21);
        other.StandardOutput.ReadToEnd();
        other.WaitForExit();
        LedgerException e = Assert.Throws<LedgerException>(() => ledger.AppendBlock(SampleChain.Determined(ledger.GetBlock(19))));
        Assert.Equal(LedgerError.InvalidBlockIndex, e.Error);
        ledger.AppendBlock(SampleChain.Determined(ledger.GetLatestBlock()));
        Assert.Equal(22UL, ledger.NumBlocks);
    }

    private static void CheckWhole(Ledger ledger)
    {
        var tree = new MerkleTree(new MerkleMemory());
        BlockID parent = default;
        for (ulong i = 0, blocks = ledger.NumBlocks; i < blocks; i++)
        {
            BlockData data = ledger.GetBlockData(i);
            Assert.Equal(parent, data.Block.ParentId);
            Assert.True(data.Block.IsBlockIdValid);
            Assert.Equal(data.Contents.Hash(), data.Block.ContentsHash);
            tree.Append(data.Contents.Outputs.ToArray());
            parent = data.Block.Id;
        }
        Assert.Equal(tree.Count, ledger.NumTxos);
        Assert.Equal(tree.RootElement, ledger.GetRootTxOutMembershipElement());
    }
}
