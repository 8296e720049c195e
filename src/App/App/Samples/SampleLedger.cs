// Sample ledgers on disk (fact sheets ledger §5.10, fog §7.4).
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.App.Inspection;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.App.Samples;

/// <summary>What generate-sample-ledger and init_test_ledger have in common.</summary>
internal static class SampleLedger
{
    /// <summary>Where the numbers of the ledger are written, for scripts.</summary>
    internal static readonly Flag<string> ConfFile = Flags.Path("conf-file", "MC_CONF_FILE", "the file for the ledger's numbers, JSON") with { Default = "conf.json" };

    private const string DataFile = "data.mdb";

    /// <summary>The addresses of a folder's .pub files: by length of the path, then by its bytes.</summary>
    /// <exception cref="HostingException">A file holds no address, or the folder holds none.</exception>
    internal static IReadOnlyList<PublicAddress> ReadRecipients(string source, string folder)
    {
        List<PublicAddress> recipients = [.. InputFile.List(source, folder, KeyFile.PublicExtension).Select(path => InputFile.Read(source, path, KeyFile.ReadPublic))];
        return recipients.Count > 0 ? recipients : throw new HostingException($"{source}: {folder}: there is no {KeyFile.PublicExtension} file");
    }

    /// <summary>Makes a ledger, which must not be there yet, and the file of its numbers.</summary>
    /// <param name="source">The flag that names the folder, for the error.</param>
    /// <param name="path">The ledger's folder.</param>
    /// <param name="sample">What it is made of.</param>
    /// <param name="seed">What of: 32 bytes.</param>
    /// <param name="confFile">The file for the numbers.</param>
    /// <param name="keyImages">A number that goes into that file, and nowhere else.</param>
    internal static void Write(string source, string path, SampleBlocks sample, byte[] seed, string confFile, ulong keyImages)
    {
        string whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), temporary = $"{whole}.{Guid.NewGuid():N}";
        try
        {
            if (Ledger.Exists(path)) throw new IOException("there is a ledger already");
            Ledger.Create(temporary);
            using (Ledger ledger = Ledger.Open(temporary, new LedgerOptions { Durability = LedgerDurability.NoSync }))
            {
                foreach (BlockData block in sample.Make(seed)) ledger.AppendBlock(block);
                ledger.Flush();
            }
            // Nobody finds a ledger with some of its blocks.
            Directory.CreateDirectory(whole);
            File.Move(Path.Combine(temporary, DataFile), Path.Combine(whole, DataFile));
        }
        catch (Exception e) when (e is LedgerException or IOException or UnauthorizedAccessException)
        {
            throw new HostingException($"{source}: {path}: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
        string conf = AddressJson.Write(json =>
        {
            json.WriteNumber("NUM_KEYS", sample.Recipients.Count);
            json.WriteNumber("NUM_UTXOS_PER_ACCOUNT", sample.OutputsEach);
            json.WriteNumber("NUM_BLOCKS", sample.Blocks);
            json.WriteNumber("NUM_EXTRA_KEY_IMAGES_PER_BLOCK", keyImages);
            json.WriteString("GIT_COMMIT", BuildInformation.Current.GitCommit);
        });
        OutputFile.Write(ConfFile.Title, confFile, System.Text.Encoding.UTF8.GetBytes(conf));
    }
}
