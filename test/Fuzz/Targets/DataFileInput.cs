// Data files of LMDB, which are looked at before they are mapped.
using MobileCoin.Lmdb;

namespace MobileCoin.Fuzz.Targets;

internal static class DataFileInput
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("fuzz-lmdb").FullName;

    static DataFileInput() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>Looks at a file of these bytes.</summary>
    internal static object? Check(ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(Folder, "data.mdb");
        File.WriteAllBytes(path, bytes);
        DataFile.Check(path);
        return "";
    }

    /// <summary>Files of pages as small as LMDB has them: two meta pages, a directory of one database, its tree.</summary>
    internal static IEnumerable<byte[]> Samples()
    {
        try
        {
            return [Sample(0), Sample(40), Sample(400)];
        }
        catch (LmdbException e) when (e.Error == LmdbError.LibraryMissing)
        {
            return [];
        }
    }

    private static byte[] Sample(int pairs)
    {
        string folder = Path.Combine(Folder, $"sample{pairs}");
        using (LmdbEnvironment environment = LmdbEnvironment.Open(folder, new LmdbOptions { Create = true, Durability = LmdbDurability.NoSync }))
        {
            LmdbDatabase database = environment.CreateDatabase("pairs");
            environment.Write(t =>
            {
                for (int i = 0; i < pairs; i++) t.Put(database, BitConverter.GetBytes(i), new byte[i == 7 ? 5000 : 20]);
            });
        }
        return File.ReadAllBytes(Path.Combine(folder, "data.mdb"));
    }
}
