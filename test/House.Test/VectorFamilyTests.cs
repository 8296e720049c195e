using MobileCoin.Testing;

namespace MobileCoin.House.Test;

/// <summary>Every family of interoperability vectors that is there is read by some test.</summary>
public sealed class VectorFamilyTests
{
    /// <summary>
    /// Families whose constructions are not built yet. A family leaves this list with the first test that reads it;
    /// the list is empty when the tree is whole.
    /// </summary>
    private static readonly HashSet<string> FamiliesToCome = new(StringComparer.Ordinal)
    {
        // Protocol and above.
    };

    [Fact]
    public void FamiliesPresent_AreReadByATest()
    {
        HashSet<string> read = FamiliesRead();
        string[] present = [.. Directory.EnumerateFiles(VectorsAttribute.Folder, "*.json").Select(p => Path.GetFileNameWithoutExtension(p))];
        Assert.True(present.Length > 0, $"{VectorsAttribute.Folder} holds no vector families");
        IEnumerable<string> unread = present.Where(f => !read.Contains(f) && !FamiliesToCome.Contains(f));
        Assert.True(!unread.Any(), $"no test reads these families of {VectorsAttribute.Folder}: {string.Join(", ", unread)}");
    }

    [Fact]
    public void FamiliesToCome_AreNotReadYet()
    {
        IEnumerable<string> arrived = FamiliesRead().Where(FamiliesToCome.Contains).Order(StringComparer.Ordinal);
        Assert.True(!arrived.Any(), $"these families are read by tests now, take them off FamiliesToCome: {string.Join(", ", arrived)}");
    }

    private static HashSet<string> FamiliesRead()
    {
        var families = new HashSet<string>(StringComparer.Ordinal);
        foreach (Project project in SourceTree.Projects("test").Where(p => p.Name.EndsWith(".Test", StringComparison.Ordinal)))
        {
            foreach (string assembly in project.Assemblies())
            {
                using var metadata = new AssemblyMetadata(assembly);
                families.UnionWith(metadata.MethodAttributeTexts(nameof(VectorsAttribute)));
            }
        }
        return families;
    }

    // Keeps the reading of attributes honest: this use must be found, and no other test reads such a family.
    [Fact]
    public void FamiliesRead_SeesTheAttribute()
    {
        Assert.Contains(Probe, FamiliesRead());
        Assert.DoesNotContain("nothing", FamiliesRead());
    }

    private const string Probe = "a family that the house's own test names";

#pragma warning disable xUnit1008 // never run: it is there to be seen in the metadata
    [Vectors(Probe)]
    private static void NamesAFamily()
    {
    }
#pragma warning restore xUnit1008
}
